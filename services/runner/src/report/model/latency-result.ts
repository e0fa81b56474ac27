import { pairedQuantileBootstrap, type QuantileDifference } from '@chaos-lab/stats';
import type { LatencyPairs } from '../collect/latency-pairs.ts';
import type { Contrast } from './contrasts.ts';

/** Fewer sessions than this say nothing about a 95th percentile. */
const FEWEST_SESSIONS = 20;

/** Time of the candidate minus that of the reference over sessions in which both succeeded. Lab ms. */
export type LatencyRow = Contrast & {
  readonly rate: number;
  /** Sessions in which both succeeded, and how many of them the bootstrap was given. */
  readonly sessions: number;
  readonly sampled: number;
  readonly median: QuantileDifference;
  readonly p95: QuantileDifference;
};

export function latencyRows(
  contrast: Contrast,
  collected: LatencyPairs,
  options: {
    readonly rates: readonly number[];
    readonly seed: number;
    readonly confidence: number;
  },
): readonly LatencyRow[] {
  const { rates, seed, confidence } = options;
  return rates.flatMap((rate): LatencyRow[] => {
    const { pairs, of } = collected.at(rate);
    if (pairs.length < FEWEST_SESSIONS) return [];
    const [median, p95] = pairedQuantileBootstrap(pairs, {
      seed,
      confidence,
      quantiles: [0.5, 0.95],
      resamples: 1_000,
    });
    if (median === undefined || p95 === undefined) return [];
    return [{ ...contrast, rate, sessions: of, sampled: pairs.length, median, p95 }];
  });
}
