import { assert, constantFrom, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearPattern } from './linear-pattern.ts';

// Each takes a backtracking engine longer than anybody waits.
test.each([
  ['^(a+)+$', `${'a'.repeat(100_000)}!`],
  ['^(a|a)*$', `${'a'.repeat(100_000)}!`],
  ['^(.*)*x$', 'y'.repeat(20_000)],
  ['^([a-z]+\\.)+$', `${'ab.'.repeat(30_000)}!`],
])('%s says no to a long text at once', (pattern, text) => {
  expect(linearPattern(pattern).test(text)).toBe(false);
});

test.each(['(?=x)y', '(?!x).*', '(a)\\1', '(a', 'a{1,2000}'])(
  '%s is refused, since it cannot be had in linear time',
  (pattern) => {
    expect(() => linearPattern(pattern)).toThrow('cannot be matched in linear time');
  },
);

describe('the engine of the language says the same', () => {
  const PATTERNS = [
    '^[a-z]+$',
    'b',
    '^\\d{2,4}-\\w+$',
    '^(a|bc)*$',
    '^[^\\u0000-\\u001f"]*$',
    '^\\/x\\/?$',
    '^\\p{L}+$',
    '^.$',
    '^\\S+@\\S+$',
    '^(?:é|\\u{1F600})$',
    '[\\-.]$',
  ];
  test.each(PATTERNS)('of %s', (pattern) => {
    const ours = linearPattern(pattern);
    const theirs = new RegExp(pattern, 'u');
    const letters = constantFrom(
      'a',
      'b',
      'c',
      'x',
      '-',
      '/',
      '.',
      '@',
      '0',
      '9',
      'é',
      ' ',
      '_',
      '"',
      '\n',
      '\u{1F600}',
    );
    const text = tuple(string({ unit: letters, maxLength: 8 }));
    assert(
      property(text, ([one]) => ours.test(one) === theirs.test(one)),
      { numRuns: 400 },
    );
  });
});
