import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import { DeadlineTimes } from './deadline-times.ts';
import { kaplanMeier, survivalQuantile } from '../../../../tests/support/stats/kaplan-meier.ts';
import { restrictedMean } from '../../../../tests/support/stats/restricted-mean.ts';

const DEADLINE = 1000;
const runs = fc.array(
  fc.record({ durationMs: fc.integer({ min: 1, max: 1500 }), success: fc.boolean() }),
  { minLength: 2, maxLength: 80 },
);

function timesOf(sample: readonly { durationMs: number; success: boolean }[]): DeadlineTimes {
  const times = new DeadlineTimes(DEADLINE);
  for (const run of sample) {
    if (run.success) times.recordSuccess(run.durationMs);
    else times.recordFailure();
  }
  return times;
}

describe('DeadlineTimes', () => {
  test('in constant memory it says what the whole survival curve says', () => {
    fc.assert(
      fc.property(runs, fc.constantFrom(0.1, 0.5, 0.9, 0.95), (sample, q) => {
        const times = timesOf(sample);
        const curve = kaplanMeier(
          sample.map(({ durationMs, success }) => {
            const event = success && durationMs <= DEADLINE;
            return { time: event ? durationMs : DEADLINE, event };
          }),
        );
        expectClose(times.quantile(q), survivalQuantile(curve, q), 1e-3);
        expectClose(times.restrictedMean()?.mean ?? null, restrictedMean(curve, DEADLINE).mean);
      }),
    );
  });

  test('merged parts are the whole', () => {
    fc.assert(
      fc.property(runs, runs, (left, right) => {
        const merged = timesOf(left);
        merged.merge(timesOf(right));
        const whole = timesOf([...left, ...right]);
        expect([merged.runs, merged.successes]).toEqual([whole.runs, whole.successes]);
        expect(merged.quantile(0.5)).toBe(whole.quantile(0.5));
        expectClose(
          merged.restrictedMean()?.standardError ?? null,
          whole.restrictedMean()?.standardError ?? null,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('has nothing to say before the first run, and no median when most fail', () => {
    const times = new DeadlineTimes(DEADLINE);
    expect([times.quantile(0.5), times.restrictedMean()]).toEqual([null, null]);
    times.recordSuccess(10);
    times.recordFailure();
    times.recordFailure();
    expect(times.quantile(0.5)).toBeNull();
  });

  it('refuses to merge what had another deadline', () => {
    expect(() => new DeadlineTimes(10).merge(new DeadlineTimes(20))).toThrow('10 and 20 ms');
  });
});
