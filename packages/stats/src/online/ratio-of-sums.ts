import { requireNonNegative } from '../foundation/checks.ts';
import { criticalZ } from '../foundation/distributions.ts';
import type { Interval } from '../foundation/interval.ts';

export interface Ratio extends Interval {
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * A ratio of two totals over runs, in constant memory. Retry amplification is one: upstream calls
 * over the calls the task needed. The totals are divided, never the ratios averaged, and the run is
 * the unit, so calls of one run may depend on each other.
 */
export class RatioOfSums {
  #n = 0;
  #meanX = 0;
  #meanY = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  /** One run's contribution to the numerator and to the denominator. */
  push(numerator: number, denominator: number): void {
    requireNonNegative('numerator', numerator);
    requireNonNegative('denominator', denominator);
    this.#absorb(1, denominator, numerator, 0, 0, 0);
  }

  merge(other: RatioOfSums): void {
    this.#absorb(other.#n, other.#meanX, other.#meanY, other.#xx, other.#yy, other.#xy);
  }

  get count(): number {
    return this.#n;
  }

  /**
   * The ratio with its delta-method interval; null while the denominator is 0. With one run the
   * interval is unbounded above. Source: Cochran (1977), Sampling Techniques, section 6.4.
   */
  ratio(confidence = 0.95): Ratio | null {
    const z = criticalZ(confidence);
    if (!(this.#meanX > 0)) return null;
    const estimate = this.#meanY / this.#meanX;
    if (this.#n < 2) {
      const unbounded = Number.POSITIVE_INFINITY;
      return { estimate, standardError: unbounded, lower: 0, upper: unbounded };
    }
    const residual = this.#yy - 2 * estimate * this.#xy + estimate ** 2 * this.#xx;
    const variance = Math.max(0, residual) / (this.#n - 1) / this.#n;
    const standardError = Math.sqrt(variance) / this.#meanX;
    const half = z * standardError;
    return {
      estimate,
      standardError,
      lower: Math.max(0, estimate - half),
      upper: estimate + half,
    };
  }

  #absorb(n: number, meanX: number, meanY: number, xx: number, yy: number, xy: number): void {
    const total = this.#n + n;
    if (total === 0) return;
    const dx = meanX - this.#meanX;
    const dy = meanY - this.#meanY;
    const weight = (this.#n * n) / total;
    this.#xx += xx + dx * dx * weight;
    this.#yy += yy + dy * dy * weight;
    this.#xy += xy + dx * dy * weight;
    this.#meanX += (dx * n) / total;
    this.#meanY += (dy * n) / total;
    this.#n = total;
  }
}
