import type { Distribution } from '@chaos-lab/contracts';
import { LatencyHistogram, Welford } from '@chaos-lab/stats';

/** Mean, spread and quantiles of a stream of times in constant memory. */
export type RunningDistribution = {
  /** Lab ms, not negative. */
  add(ms: number): void;
  snapshot(): Distribution;
};

/** The longest deadline an experiment can have. */
const HIGHEST_MS = 86_400_000;

export function runningDistribution(): RunningDistribution {
  const histogram = new LatencyHistogram({ highestMs: HIGHEST_MS, digits: 2 });
  const moments = new Welford();
  let max = 0;
  return {
    add(ms) {
      moments.push(ms);
      histogram.record(ms);
      max = Math.max(max, ms);
    },
    snapshot() {
      // A bucket answers with its upper end, which may lie above the largest value.
      const quantile = (q: number): number => Math.min(max, histogram.quantile(q) ?? 0);
      return {
        mean: moments.count === 0 ? 0 : moments.mean,
        sd: moments.count < 2 ? 0 : moments.standardDeviation,
        p50: quantile(0.5),
        p90: quantile(0.9),
        p99: quantile(0.99),
        max,
      };
    },
  };
}
