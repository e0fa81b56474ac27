import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { findJsonError } from './json-error.ts';

// Thousands of texts take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

test.each([
  ['', 'expected a value and found the end (line 1, column 1)'],
  ['{"name": nope}', 'expected a value and found "n" (line 1, column 10)'],
  ['{"a":1,}', 'expected a property name in double quotes and found "}" (line 1, column 8)'],
  ['{"a" 1}', 'expected ":" and found "1" (line 1, column 6)'],
  ['{"a":1', 'expected "," or "}" and found the end (line 1, column 7)'],
  ['[1\n 2]', 'expected "," or "]" and found "2" (line 2, column 2)'],
  ['[1] 2', 'expected the end of the text and found "2" (line 1, column 5)'],
  ['1,2', 'expected the end of the text and found "," (line 1, column 2)'],
  ['"\t"', 'expected a value and found "\\"" (line 1, column 1)'],
  ['01', 'expected a value and found "0" (line 1, column 1)'],
])('%j: %s', (text, message) => {
  expect(findJsonError(text)).toBe(message);
});

const SYMBOLS = Array.from('{}[]",:1-e.0atruefls\\u \n');

test('it finds an error in exactly the texts that the engine refuses', () => {
  const text = fc.oneof(
    fc.json(),
    fc.string({ unit: fc.constantFrom(...SYMBOLS) }),
    fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([json, at, extra]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + extra + json.slice(cut + 1);
    }),
  );
  fc.assert(
    fc.property(text, (json) => {
      let valid = true;
      try {
        JSON.parse(json);
      } catch {
        valid = false;
      }
      expect(findJsonError(json) === undefined).toBe(valid);
    }),
    { numRuns: 3000 },
  );
});

test('nesting without end is no harm', () => {
  expect(findJsonError('['.repeat(1_000_000))).toContain('expected a value and found the end');
});
