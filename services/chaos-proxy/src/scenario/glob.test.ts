import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glob } from './glob.ts';

describe('a glob', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['*', '', true],
    ['a*', 'abc', true],
    ['*.r0_2', 'training.r0_2', true],
    ['*.r0_2', 'training.r0_25', false],
    ['/pet/*/image', '/pet/7/image', true],
    ['/pet/*/image', '/pet/image', false],
    ['a*b*a', 'aba', true],
    ['a*a', 'a', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(glob(pattern)(text)).toBe(expected);
  });

  it('of several alternatives fits where one of them does', () => {
    expect(glob(['GET', 'P*'])('POST')).toBe(true);
    expect(glob(['GET', 'P*'])('DELETE')).toBe(false);
  });

  it('agrees with the regular expression of the same meaning', () => {
    const letters = string({ unit: constantFrom('a', 'b', '*'), minLength: 1, maxLength: 7 });
    const texts = string({ unit: constantFrom('a', 'b'), maxLength: 8 });
    assert(
      property(letters, texts, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
        return glob(pattern)(text) === expected;
      }),
    );
  });
});
