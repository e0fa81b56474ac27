import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import golden from '../golden/seeded.json' with { type: 'json' };
import { seededRandom } from './random.ts';

describe('seededRandom', () => {
  it.each(golden.generator)('draws what Python draws from seed $seed', (row) => {
    const random = seededRandom(row.seed);
    const draws = Array.from({ length: 1000 }, () => random.next());
    expect(draws.slice(0, 3)).toEqual(row.first);
    expect(draws[999]).toBe(row.thousandth);
  });

  test('equal seeds draw equally and below(n) stays below n', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 1000 }), (seed, n) => {
        const one = seededRandom(seed);
        const other = seededRandom(seed);
        for (let i = 0; i < 20; i += 1) {
          const draw = one.below(n);
          expect(draw).toBe(other.below(n));
          expect(Number.isInteger(draw) && draw >= 0 && draw < n).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each([-1, 1.5, 2 ** 53, Number.NaN])('refuses the seed %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow('seed is');
  });
});
