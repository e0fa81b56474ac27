import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import { LatencyHistogram } from './latency-histogram.ts';

const times = fc.array(
  fc.integer({ min: 1, max: 50_000_000 }).map((us) => us / 1000),
  {
    minLength: 1,
    maxLength: 200,
  },
);

function histogramOf(sample: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram({ highestMs: 60_000 });
  for (const time of sample) histogram.record(time);
  return histogram;
}

describe('LatencyHistogram', () => {
  test('its quantiles are those of the sorted times, to three digits', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(0.25, 0.5, 0.9, 0.95, 0.99), (sample, q) => {
        const ascending = sample.toSorted((x, y) => x - y);
        const expected = ascending[Math.max(0, Math.ceil(q * sample.length - 1e-9) - 1)] ?? 0;
        expectClose(histogramOf(sample).quantile(q), expected, 1e-3);
      }),
    );
  });

  test('merged parts are the whole', () => {
    fc.assert(
      fc.property(times, times, (left, right) => {
        const merged = histogramOf(left);
        merged.merge(histogramOf(right));
        const whole = histogramOf([...left, ...right]);
        expect(merged.count).toBe(whole.count);
        expect(merged.quantile(0.95)).toBe(whole.quantile(0.95));
      }),
      { numRuns: 30 },
    );
  });

  it('takes no more memory for a million times', () => {
    const histogram = new LatencyHistogram();
    const before = histogram.bytes;
    for (let i = 0; i < 1_000_000; i += 1) histogram.record(i % 4000);
    expect(histogram.count).toBe(1_000_000);
    expect(histogram.bytes).toBe(before);
    expect(before).toBeLessThan(256 * 1024);
  });

  it('counts a time beyond its range there, and says so', () => {
    const histogram = new LatencyHistogram({ highestMs: 100 });
    histogram.record(250);
    expect(histogram.clamped).toBe(1);
    expectClose(histogram.quantile(0.5), 100, 1e-3);
  });

  it('has no quantile of nothing, and no rank past its end', () => {
    expect(new LatencyHistogram().quantile(0.5)).toBeNull();
    expect(() => histogramOf([1]).atRank(2)).toThrow('rank 2 of 1 times');
    expect(() => histogramOf([1]).record(-1)).toThrow('ms is -1');
    expect(() => histogramOf([1]).merge(new LatencyHistogram())).toThrow('cannot merge histograms');
  });
});
