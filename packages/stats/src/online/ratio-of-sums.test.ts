import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose, expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/ratio.json' with { type: 'json' };
import { RatioOfSums } from './ratio-of-sums.ts';

const runs = fc.array(fc.tuple(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 20 })), {
  minLength: 2,
});

function ratioOf(sample: readonly (readonly number[])[]): RatioOfSums {
  const ratio = new RatioOfSums();
  for (const [numerator = 0, denominator = 0] of sample) ratio.push(numerator, denominator);
  return ratio;
}

describe('RatioOfSums', () => {
  it.each(golden)(
    'agrees with NumPy at a ratio of $ratio',
    ({ pairs, ratio, standardError, interval }) => {
      const result = ratioOf(pairs).ratio();
      if (!result) throw new Error('no ratio');
      expectClose(result.estimate, ratio);
      expectClose(result.standardError, standardError, 1e-8);
      expectInterval(result, interval, 1e-8);
    },
  );

  test('merged parts are the whole', () => {
    fc.assert(
      fc.property(runs, runs, (left, right) => {
        const merged = ratioOf(left);
        merged.merge(ratioOf(right));
        const whole = ratioOf([...left, ...right]);
        expect(merged.count).toBe(whole.count);
        expectClose(merged.ratio()?.estimate ?? null, whole.ratio()?.estimate ?? null, 1e-8);
        expectClose(
          merged.ratio()?.standardError ?? null,
          whole.ratio()?.standardError ?? null,
          1e-5,
        );
      }),
    );
  });

  it('divides totals, it does not average ratios', () => {
    const result = ratioOf([
      [10, 1],
      [10, 9],
    ]).ratio();
    expect(result?.estimate).toBe(2);
  });

  it('has no ratio without a denominator and no interval from one run', () => {
    expect(new RatioOfSums().ratio()).toBeNull();
    expect(ratioOf([[3, 0]]).ratio()).toBeNull();
    expect(ratioOf([[6, 4]]).ratio()).toMatchObject({
      estimate: 1.5,
      lower: 0,
      upper: Number.POSITIVE_INFINITY,
    });
  });

  it('refuses a negative number of calls', () => {
    expect(() => new RatioOfSums().push(-1, 4)).toThrow('numerator is -1');
  });
});
