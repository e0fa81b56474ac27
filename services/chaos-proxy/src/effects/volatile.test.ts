import { describe, expect, it } from 'vitest';
import { differences, looksVolatile } from './volatile.ts';

describe('two bodies', () => {
  it('differ in places', () => {
    const one = { a: 1, list: [{ b: 'x' }, 2], same: { c: [] }, 'd/e': null };
    const other = { a: 2, list: [{ b: 'y' }, 2], same: { c: [] }, 'd/e': true };
    expect(differences(one, other)?.map(({ place }) => place)).toEqual([
      '/a',
      '/list/0/b',
      '/d~1e',
    ]);
    expect(differences(one, structuredClone(one))).toEqual([]);
    const long = Array.from({ length: 20 }, (_, index) => index);
    expect(
      differences(
        long,
        long.map((item) => item + 1),
      ),
    ).toBeNull();
  });

  it.each<[unknown, unknown, boolean]>([
    ['2026-11-28T10:00:00Z', '2026-11-28T10:00:01.5+01:00', true],
    ['2026-11-28', '2026-11-29', true],
    [1_790_000_000, 1_790_000_001, true],
    [1_790_000_000_123, 1_790_000_001_999, true],
    ['6f1c3b1e-0d0c-4f6e-9f43-0a8d2b2c1d11', '0a8d2b2c-1d11-4f6e-9f43-6f1c3b1e0d0c', true],
    ['k3J9sdf72hDkq81mZx', 'p0Oa2kd81jfQWx72ns', true],
    ['1790000000000', '1790000000001', true],
    ['Rex', 'Bello', false],
    [1, 2, false],
    ['available-for-everybody', 'sold-to-somebody-else', false],
    ['2026-11-28', 1_790_000_000, false],
    [undefined, '2026-11-28', false],
  ])('%j and %j look made for one request each: %s', (one, other, expected) => {
    expect(looksVolatile({ place: '', values: [one, other] })).toBe(expected);
  });
});
