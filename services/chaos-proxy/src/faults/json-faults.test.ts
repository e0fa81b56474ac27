import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLeaves } from './json-tokens.ts';
import { spoil } from './malformed-json.ts';
import { breakOneType } from './schema-violation.ts';
import { alterOneValue } from './wrong-value.ts';

const draw = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const text = fc.json();
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return { keys: Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]) };
};
const parse = (json: string): unknown => JSON.parse(json);

describe('a wrong value', () => {
  test.each([
    ['{"id":7,"name":"rex","ok":true}', 0, '{"id":8,"name":"rex","ok":true}'],
    ['{"id":7,"name":"rex","ok":true}', 0.9, '{"id":7,"name":"rex","ok":false}'],
    ['{"id":9223372036854775807}', 0, '{"id":9223372036854775806}'],
    ['{"n":2147483647}', 0, '{"n":2147483646}'],
    ['{"price":1.5}', 0, '{"price":2.5}'],
    ['{"at":"2026-01-01T00:00:00Z"}', 0, '{"at":"2026-01-01T01:00:00.000Z"}'],
    ['{"on":"2026-01-31"}', 0, '{"on":"2026-02-01"}'],
    ['["Zebra 9"]', 0, '["Afcsb 0"]'],
  ])('in %s at %f gives %s', (before, which, after) => {
    expect(alterOneValue(before, which, 0)).toBe(after);
  });

  test('is not to be had where there is no value', () => {
    expect(alterOneValue('{"a":[],"b":null,"c":""}', 0, 0)).toBeUndefined();
  });

  test('keeps every type and key, and changes something', () => {
    fc.assert(
      fc.property(text, draw, draw, (json, which, by) => {
        const after = alterOneValue(json, which, by);
        if (after === undefined) return;
        expect(after).not.toBe(json);
        expect(shapeOf(parse(after))).toEqual(shapeOf(parse(json)));
      }),
    );
  });
});

describe('a broken schema', () => {
  test.each([
    ['[]', '{}'],
    ['{}', '[]'],
    ['{"id":7}', '{"id":"not a number"}'],
    ['"x"', '{"unexpected":true}'],
  ])('turns %s into %s', (before, after) => {
    expect(breakOneType(before, 0)).toBe(after);
  });

  test('is valid JSON of another shape', () => {
    fc.assert(
      fc.property(text, draw, (json, which) => {
        const after = breakOneType(json, which);
        expect(shapeOf(parse(after))).not.toEqual(shapeOf(parse(json)));
      }),
    );
  });
});

describe('malformed JSON', () => {
  test.each(['cut', 'broken'] as const)('of mode %s never parses', (mode) => {
    fc.assert(
      fc.property(text, draw, (json, where) => {
        expect(() => parse(spoil(json, mode, where))).toThrow();
      }),
    );
  });
});

test('the leaves of a text are its values, in order, whatever its strings contain', () => {
  const leaves = jsonLeaves('{"a:b":"c\\",1","d":[-1.5e3,true,null],"e":{}}');
  expect(leaves.map(({ text }) => text)).toEqual(['"c\\",1"', '-1.5e3', 'true', 'null']);
});
