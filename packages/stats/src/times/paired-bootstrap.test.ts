import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose, expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/seeded.json' with { type: 'json' };
import { pairedQuantileBootstrap } from './paired-bootstrap.ts';

const { a, b, resamples, seed, results } = golden.bootstrap;
const sample = a.map((time, i) => ({ a: time, b: b[i] ?? 0 }));

function seeded(seed: number) {
  return pairedQuantileBootstrap(sample, { seed, resamples: 200 });
}

describe('pairedQuantileBootstrap', () => {
  it('gives the interval that NumPy gives for the same resamples', () => {
    const actual = pairedQuantileBootstrap(sample, { seed, resamples });
    expect(actual).toHaveLength(results.length);
    for (const [i, row] of results.entries()) {
      const result = actual[i];
      if (!result) throw new Error('a quantile is missing');
      expect(result.quantile).toBe(row.quantile);
      expectClose(result.a, row.a);
      expectClose(result.b, row.b);
      expectClose(result.difference, row.b - row.a);
      expectInterval(result, row.interval);
    }
  });

  it('depends on the seed, and on nothing else', () => {
    expect(seeded(1)).toEqual(seeded(1));
    expect(seeded(1)).not.toEqual(seeded(2));
  });

  test('arms that differ by a constant differ by it in every resample', () => {
    const times = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, fc.nat({ max: 500 }), fc.maxSafeNat(), (sample, shift, seed) => {
        const pairs = sample.map((time) => ({ a: time, b: time + shift }));
        for (const row of pairedQuantileBootstrap(pairs, { seed, resamples: 20 })) {
          expectClose(row.lower, shift);
          expectClose(row.upper, shift);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses an empty sample and a time that is none', () => {
    expect(() => pairedQuantileBootstrap([], { seed: 1 })).toThrow('pairs is 0');
    expect(() => pairedQuantileBootstrap([{ a: -1, b: 2 }], { seed: 1 })).toThrow('time is -1');
    expect(() => pairedQuantileBootstrap(sample, { seed: 1, quantiles: [95] })).toThrow(
      'quantile is 95',
    );
  });
});
