import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contains } from '../foundation/interval.ts';
import { anyCount } from '../../../../tests/support/stats/arbitraries.ts';
import { expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/one-proportion.json' with { type: 'json' };
import { wilson } from './wilson.ts';

describe('wilson', () => {
  it('gives the interval of 8 in 10', () => {
    expectInterval(wilson(8, 10), [0.4902, 0.9433], 1e-4);
  });

  it.each(golden.intervals)('agrees with statsmodels: $successes of $n at $confidence', (row) => {
    expectInterval(wilson(row.successes, row.n, row.confidence), row.wilson);
  });

  it('knows nothing before the first run', () => {
    expect(wilson(0, 0)).toEqual({ lower: 0, upper: 1 });
  });

  it.each([
    [11, 10],
    [-1, 10],
    [1.5, 10],
    [Number.NaN, 10],
  ])('refuses %d successes of %d', (successes, n) => {
    expect(() => wilson(successes, n)).toThrow('successes is');
  });

  it('refuses a confidence of 1, which only [0, 1] has', () => {
    expect(() => wilson(1, 2, 1)).toThrow('confidence is 1');
  });

  test('the interval holds the estimate, lies in [0, 1], and mirrors', () => {
    fc.assert(
      fc.property(anyCount, ({ successes, n }) => {
        const interval = wilson(successes, n);
        const mirrored = wilson(n - successes, n);
        expect(contains(interval, successes / n)).toBe(true);
        expect(interval.lower).toBeGreaterThanOrEqual(0);
        expect(interval.upper).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeCloseTo(1 - mirrored.upper, 12);
      }),
    );
  });

  test('more confidence is a wider interval, more runs a narrower one', () => {
    fc.assert(
      fc.property(anyCount, ({ successes, n }) => {
        const width = (confidence: number, scale: number): number => {
          const { lower, upper } = wilson(successes * scale, n * scale, confidence);
          return upper - lower;
        };
        expect(width(0.99, 1)).toBeGreaterThan(width(0.95, 1));
        expect(width(0.95, 4)).toBeLessThan(width(0.95, 1));
      }),
    );
  });
});
