import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { jsonDepth, verifyDepth } from './json-depth.ts';

const depthOf = (text: string): number => jsonDepth(Buffer.from(text));

test.each([
  ['5', 0],
  ['[]', 1],
  ['{"a":[{"b":1}],"c":[]}', 3],
  ['"[[[["', 0],
  ['["\\"[[", {"[": "\\\\"}]', 2],
])('%s is nested %i deep', (text, depth) => {
  expect(depthOf(text)).toBe(depth);
});

test('the depth of any value is that of its brackets', () => {
  const depth = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depth))
      : 0;
  assert(property(jsonValue(), (value) => depthOf(JSON.stringify(value)) === depth(value)));
});

test('only what is nested too deeply is refused', () => {
  const check = (levels: number) => () =>
    verifyDepth({} as never, {} as never, Buffer.from('['.repeat(levels) + ']'.repeat(levels)));
  expect(check(64)).not.toThrow();
  expect(check(65)).toThrow('nested too deeply');
});
