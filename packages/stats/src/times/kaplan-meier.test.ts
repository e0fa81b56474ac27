import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/survival.json' with { type: 'json' };
import { kaplanMeier, survivalQuantile } from '../../../../tests/support/stats/kaplan-meier.ts';

describe('kaplanMeier', () => {
  it.each(golden)(
    'agrees with lifelines up to $horizon',
    ({ observations, survival, quantiles }) => {
      const curve = kaplanMeier(observations);
      for (const { time, survival: expected } of survival) {
        expectClose(curve.findLast((step) => step.time <= time)?.survival ?? 1, expected);
      }
      for (const { q, time } of quantiles) expect(survivalQuantile(curve, q)).toBe(time);
    },
  );

  it('puts an event before a censoring at the same time', () => {
    const curve = kaplanMeier([
      { time: 3, event: false },
      { time: 3, event: true },
    ]);
    expect(curve).toEqual([{ time: 3, atRisk: 2, events: 1, survival: 0.5 }]);
  });

  it('has no median where half never succeeded', () => {
    const runs = [1, 2, 9, 9, 9].map((time) => ({ time, event: time < 9 }));
    expect(survivalQuantile(kaplanMeier(runs), 0.5)).toBeNull();
    expect(survivalQuantile(kaplanMeier(runs), 0.4)).toBe(2);
    expect(survivalQuantile(kaplanMeier([]), 0.5)).toBeNull();
  });

  test('without censoring it is the share of larger times', () => {
    const times = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, (sample) => {
        for (const step of kaplanMeier(sample.map((time) => ({ time, event: true })))) {
          const later = sample.filter((time) => time > step.time).length;
          expect(step.survival).toBeCloseTo(later / sample.length, 10);
        }
      }),
    );
  });

  it('refuses a negative time', () => {
    expect(() => kaplanMeier([{ time: -1, event: true }])).toThrow('time is -1');
  });
});
