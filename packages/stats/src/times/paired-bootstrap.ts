import { requireCount, requireInside, requireNonNegative } from '../foundation/checks.ts';
import type { Interval } from '../foundation/interval.ts';
import { type Random, seededRandom } from '../foundation/random.ts';
import { quantilePosition, quantileSorted } from './sample-quantile.ts';

/** The same session's time in both arms, in one unit. */
export interface TimePair {
  readonly a: number;
  readonly b: number;
}

export interface BootstrapOptions {
  /** 0 to 2^53 - 1; equal seeds and pairs give equal intervals. */
  readonly seed: number;
  /** Each between 0 and 1; the median and the 95th percentile when absent. */
  readonly quantiles?: readonly number[];
  readonly resamples?: number;
  readonly confidence?: number;
}

/** Quantile of B minus quantile of A, with a percentile interval. */
export interface QuantileDifference extends Interval {
  readonly quantile: number;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
}

/**
 * Paired bootstrap of the difference between latency quantiles: sessions are drawn with both their
 * times. Pairs must come in an order that does not depend on the run (`KeyedSample` gives one), and
 * memory is that of the sample: the run keeps a bounded one, so the interval speaks for its size.
 *
 * The interval is the percentile one. BCa corrects it by a jackknife, which is not consistent for
 * quantiles. Source: Efron and Tibshirani (1993), sections 11.6 and 13.3.
 */
export function pairedQuantileBootstrap(
  pairs: readonly TimePair[],
  options: BootstrapOptions,
): QuantileDifference[] {
  const { seed, quantiles = [0.5, 0.95], resamples = 2000, confidence = 0.95 } = options;
  requireCount('pairs', pairs.length, 1);
  requireCount('resamples', resamples, 1);
  requireInside('confidence', confidence);
  for (const q of quantiles) requireInside('quantile', q);
  const a = sortedArm(pairs.map((pair) => pair.a));
  const b = sortedArm(pairs.map((pair) => pair.b));
  const replicates = quantiles.map(() => new Float64Array(resamples));
  const random = seededRandom(seed);
  const counts = new Uint32Array(pairs.length);
  for (let r = 0; r < resamples; r += 1) {
    drawCounts(counts, random);
    for (const [i, q] of quantiles.entries()) {
      const row = replicates[i];
      if (row) row[r] = countedQuantile(b, counts, q) - countedQuantile(a, counts, q);
    }
  }
  return quantiles.map((quantile, i) => {
    const sorted = (replicates[i] ?? new Float64Array()).sort();
    const atA = quantileSorted(a.values, quantile);
    const atB = quantileSorted(b.values, quantile);
    return {
      quantile,
      a: atA,
      b: atB,
      difference: atB - atA,
      lower: quantileSorted(sorted, (1 - confidence) / 2),
      upper: quantileSorted(sorted, (1 + confidence) / 2),
    };
  });
}

/** Times in ascending order, and which pair each belongs to. */
interface SortedArm {
  readonly values: Float64Array;
  readonly pairOf: Uint32Array;
}

function sortedArm(times: readonly number[]): SortedArm {
  for (const time of times) requireNonNegative('time', time);
  const pairOf = Uint32Array.from(times.keys()).sort((x, y) => (times[x] ?? 0) - (times[y] ?? 0));
  return { values: Float64Array.from(pairOf, (pair) => times[pair] ?? 0), pairOf };
}

/** A resample as the number of times each pair was drawn, which spares sorting it. */
function drawCounts(counts: Uint32Array, random: Random): void {
  counts.fill(0);
  for (let i = 0; i < counts.length; i += 1) {
    const drawn = random.below(counts.length);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
}

function countedQuantile(arm: SortedArm, counts: Uint32Array, q: number): number {
  const { rank, weight } = quantilePosition(counts.length, q);
  let position = 0;
  let seen = drawn(arm, counts, position);
  while (seen <= rank) {
    position += 1;
    seen += drawn(arm, counts, position);
  }
  const low = arm.values[position] ?? Number.NaN;
  if (weight === 0 || seen > rank + 1) return low;
  do position += 1;
  while (drawn(arm, counts, position) === 0);
  const high = arm.values[position] ?? Number.NaN;
  return low + weight * (high - low);
}

function drawn(arm: SortedArm, counts: Uint32Array, position: number): number {
  return counts[arm.pairOf[position] ?? 0] ?? 0;
}
