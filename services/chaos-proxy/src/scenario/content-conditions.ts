import { pointerParts, valueAt } from '../naming/json-pointer.ts';
import { glob } from './glob.ts';
import type { Condition } from './condition.ts';

/** Parameters of the query; one that comes several times fits where any of its values does. */
export function queryCondition(query: Readonly<Record<string, string>>): Condition {
  const tests = Object.entries(query).map(([name, pattern]) => ({ name, test: glob(pattern) }));
  return ({ facts }) => {
    const given = new URLSearchParams(facts.query);
    return tests.every(({ name, test }) => given.getAll(name).some(test)) ? null : 'query';
  };
}

/** Values in a JSON body, by JSON pointer; texts as they are, all else as JSON writes it. */
export function bodyCondition(body: Readonly<Record<string, string>>): Condition {
  const tests = Object.entries(body).map(([pointer, pattern]) => ({
    parts: pointerParts(pointer) ?? [],
    test: glob(pattern),
  }));
  return ({ content }) => {
    const { json } = content;
    if (json === undefined) return 'body';
    for (const { parts, test } of tests) {
      const value = valueAt(json, parts);
      if (value === undefined) return 'body';
      if (!test(typeof value === 'string' ? value : JSON.stringify(value))) return 'body';
    }
    return null;
  };
}
