import { StatisticsError } from '../foundation/errors.ts';

/**
 * Mean and variance of a stream in constant memory. Source: Welford (1962); merging by Chan, Golub
 * and LeVeque (1979).
 */
export class Welford {
  #count = 0;
  #mean = 0;
  #squares = 0;

  push(value: number): void {
    if (!Number.isFinite(value)) throw new StatisticsError(`value is ${value}, expected a number`);
    this.#count += 1;
    const delta = value - this.#mean;
    this.#mean += delta / this.#count;
    this.#squares += delta * (value - this.#mean);
  }

  merge(other: Welford): void {
    const count = this.#count + other.#count;
    if (count === 0) return;
    const delta = other.#mean - this.#mean;
    this.#squares += other.#squares + (delta ** 2 * this.#count * other.#count) / count;
    this.#mean += (delta * other.#count) / count;
    this.#count = count;
  }

  get count(): number {
    return this.#count;
  }

  /** NaN before the first value. */
  get mean(): number {
    return this.#count === 0 ? Number.NaN : this.#mean;
  }

  /** With n - 1 in the denominator; NaN before the second value. */
  get variance(): number {
    return this.#count < 2 ? Number.NaN : this.#squares / (this.#count - 1);
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** Of the mean. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count);
  }
}
