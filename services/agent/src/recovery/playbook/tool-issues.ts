import type { ProblemIssue } from '@chaos-lab/contracts';
import { TOOLS } from '../../tools/registry.ts';
import type { Book } from './book.ts';
import { jsonPath } from './json-path.ts';

/** Tables of tools that there are not: their entries would never be used. */
export function toolIssues({ tables }: Book): ProblemIssue[] {
  const known = [...TOOLS.keys(), '*'];
  return [...tables.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: jsonPath([name]),
      message: `there is no tool ${JSON.stringify(name)}: expected one of ${known.join(', ')}`,
    }));
}
