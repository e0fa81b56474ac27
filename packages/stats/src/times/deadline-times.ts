import { requireInside, requireNonNegative } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';
import { LatencyHistogram } from '../online/latency-histogram.ts';
import { Welford } from '../online/welford.ts';

export interface RestrictedMean {
  readonly mean: number;
  readonly standardError: number;
}

/**
 * Time to success of runs that share one deadline, in constant memory. Where nothing is censored
 * before the deadline the Kaplan-Meier curve is the plain share of successes so far, and the
 * restricted mean is the mean of min(time, deadline): this class relies on both. Interrupted runs
 * are censored earlier and belong to `kaplanMeier`.
 */
export class DeadlineTimes {
  readonly deadlineMs: number;
  readonly #successes: LatencyHistogram;
  readonly #limited = new Welford();

  constructor(deadlineMs: number) {
    requireNonNegative('deadlineMs', deadlineMs);
    this.deadlineMs = deadlineMs;
    this.#successes = new LatencyHistogram({ highestMs: Math.max(1, deadlineMs) });
  }

  /** A success later than the deadline is a failure. */
  recordSuccess(durationMs: number): void {
    requireNonNegative('durationMs', durationMs);
    if (durationMs > this.deadlineMs) {
      this.recordFailure();
      return;
    }
    this.#successes.record(durationMs);
    this.#limited.push(durationMs);
  }

  recordFailure(): void {
    this.#limited.push(this.deadlineMs);
  }

  merge(other: DeadlineTimes): void {
    if (other.deadlineMs !== this.deadlineMs) {
      throw new StatisticsError(
        `cannot merge times with deadlines of ${this.deadlineMs} and ${other.deadlineMs} ms`,
      );
    }
    this.#successes.merge(other.#successes);
    this.#limited.merge(other.#limited);
  }

  get runs(): number {
    return this.#limited.count;
  }

  get successes(): number {
    return this.#successes.count;
  }

  /** Milliseconds by which the share `q` of all runs had succeeded; null if the deadline came first. */
  quantile(q: number): number | null {
    requireInside('q', q);
    const rank = Math.max(1, Math.ceil(q * this.runs - 1e-9));
    return rank > this.successes ? null : this.#successes.atRank(rank);
  }

  /** Mean of min(time, deadline) with its standard error; null before the first run. */
  restrictedMean(): RestrictedMean | null {
    if (this.runs === 0) return null;
    return { mean: this.#limited.mean, standardError: this.#limited.standardError };
  }
}
