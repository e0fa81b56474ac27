import { build, type Histogram } from 'hdr-histogram-js';
import { requireCount, requireInside, requireNonNegative } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';

const MICROSECONDS = 1000;

interface LatencyHistogramOptions {
  /** Longer times are counted as this long, and in `clamped`; one hour when absent. */
  readonly highestMs?: number;
  /** Decimal digits that are kept of every time; 3 when absent. */
  readonly digits?: 1 | 2 | 3 | 4 | 5;
}

/**
 * Times in milliseconds in a fixed number of buckets, to the microsecond or three digits. Merging
 * histograms gives the quantiles of all their values, which averaging quantiles never does.
 */
export class LatencyHistogram {
  readonly #histogram: Histogram;
  readonly #highestMs: number;
  #clamped = 0;

  constructor(options: LatencyHistogramOptions = {}) {
    const { highestMs = 3_600_000, digits = 3 } = options;
    requireNonNegative('highestMs', highestMs);
    this.#highestMs = highestMs;
    this.#histogram = build({
      autoResize: false,
      lowestDiscernibleValue: 1,
      highestTrackableValue: Math.max(2, Math.ceil(highestMs * MICROSECONDS)),
      numberOfSignificantValueDigits: digits,
    });
  }

  record(ms: number): void {
    requireNonNegative('ms', ms);
    if (ms > this.#highestMs) this.#clamped += 1;
    this.#histogram.recordValue(Math.round(Math.min(ms, this.#highestMs) * MICROSECONDS));
  }

  /** Adds the other's counts; both must reach equally high. */
  merge(other: LatencyHistogram): void {
    if (other.#highestMs !== this.#highestMs) {
      throw new StatisticsError(
        `cannot merge histograms up to ${this.#highestMs} and ${other.#highestMs} ms`,
      );
    }
    this.#histogram.add(other.#histogram);
    this.#clamped += other.#clamped;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  get clamped(): number {
    return this.#clamped;
  }

  get bytes(): number {
    return this.#histogram.estimatedFootprintInBytes;
  }

  /** The smallest recorded time that at least the share `q` does not exceed; null when empty. */
  quantile(q: number): number | null {
    requireInside('q', q);
    if (this.count === 0) return null;
    return this.atRank(Math.max(1, Math.ceil(q * this.count - 1e-9)));
  }

  /** The time of 1-based rank `rank` in ascending order, at its bucket's resolution. */
  atRank(rank: number): number {
    requireCount('rank', rank, 1);
    if (rank > this.count) throw new StatisticsError(`rank ${rank} of ${this.count} times`);
    // The library rounds percentile times count to the nearest rank, so an exact one stays itself.
    return this.#histogram.getValueAtPercentile((100 * rank) / this.count) / MICROSECONDS;
  }
}
