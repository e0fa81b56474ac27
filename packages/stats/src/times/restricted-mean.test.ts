import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/survival.json' with { type: 'json' };
import { kaplanMeier } from '../../../../tests/support/stats/kaplan-meier.ts';
import { restrictedMean } from '../../../../tests/support/stats/restricted-mean.ts';

describe('restrictedMean', () => {
  it.each(golden)('agrees with lifelines up to $horizon', (row) => {
    const result = restrictedMean(kaplanMeier(row.observations), row.horizon);
    expectClose(result.mean, row.restrictedMean);
    expectClose(result.standardError ** 2, row.variance);
  });

  test('censored at the horizon alone, it is the mean of the limited times', () => {
    const times = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, (sample) => {
        const horizon = 100;
        const curve = kaplanMeier(
          sample.map((time) => ({ time: Math.min(time, horizon), event: time < horizon })),
        );
        const mean = sample.reduce((sum, time) => sum + Math.min(time, horizon), 0) / sample.length;
        expect(restrictedMean(curve, horizon).mean).toBeCloseTo(mean, 8);
      }),
    );
  });

  it('is the horizon where nothing ever happened', () => {
    expect(restrictedMean([], 30)).toEqual({ mean: 30, standardError: 0 });
  });
});
