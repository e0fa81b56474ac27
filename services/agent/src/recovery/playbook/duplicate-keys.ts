import type { ProblemIssue } from '@chaos-lab/contracts';
import { jsonPath } from './json-path.ts';

interface Open {
  /** Keys of an object so far; undefined in an array. */
  readonly keys: Set<string> | undefined;
  /** The key or index of the value that is being read. */
  at: string | number;
  expectsKey: boolean;
}

/**
 * Keys that an object of a JSON text has twice, by path: JSON.parse keeps the last one and says nothing.
 * The text must be valid JSON.
 */
export function duplicateKeys(text: string): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  const open: Open[] = [];
  // Of a valid text, strings and punctuation are all that its shape depends on.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const top = open.at(-1);
    if (token === '{') open.push({ keys: new Set(), at: '', expectsKey: true });
    else if (token === '[') open.push({ keys: undefined, at: 0, expectsKey: false });
    else if (token === '}' || token === ']') open.pop();
    else if (top === undefined) continue;
    else if (token === ',') {
      if (typeof top.at === 'number') top.at += 1;
      else top.expectsKey = true;
    } else if (token === ':') top.expectsKey = false;
    else if (top.expectsKey && top.keys !== undefined) {
      const key = JSON.parse(token) as string;
      top.at = key;
      if (top.keys.has(key)) {
        issues.push({
          path: jsonPath(open.map(({ at }) => at)),
          message: 'this key stands there twice: keep one of them',
        });
      }
      top.keys.add(key);
    }
  }
  return issues;
}
