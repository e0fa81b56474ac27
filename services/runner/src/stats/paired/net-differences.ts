import { StatisticsError } from '../foundation/errors.ts';

/** Sessions whose net difference is `magnitude` in favour of B or of A. */
export interface NetDifferenceCount {
  readonly magnitude: number;
  readonly forA: number;
  readonly forB: number;
}

/**
 * Counts sessions by their net difference: over all rates a session ran at, successes of B minus
 * successes of A. Its memory grows with the number of rates, never with the number of sessions.
 */
export class NetDifferences {
  readonly #counts = new Map<number, { forA: number; forB: number }>();

  record(net: number): void {
    if (!Number.isSafeInteger(net)) {
      throw new StatisticsError(`net difference is ${net}, expected an integer`);
    }
    if (net !== 0) this.#add(Math.abs(net), net < 0 ? 1 : 0, net > 0 ? 1 : 0);
  }

  merge(other: NetDifferences): void {
    for (const { magnitude, forA, forB } of other.counts()) this.#add(magnitude, forA, forB);
  }

  /** By ascending magnitude; sessions without a difference carry no information and are not kept. */
  counts(): NetDifferenceCount[] {
    return [...this.#counts]
      .map(([magnitude, count]) => ({ magnitude, forA: count.forA, forB: count.forB }))
      .sort((x, y) => x.magnitude - y.magnitude);
  }

  #add(magnitude: number, forA: number, forB: number): void {
    const count = this.#counts.get(magnitude) ?? { forA: 0, forB: 0 };
    this.#counts.set(magnitude, { forA: count.forA + forA, forB: count.forB + forB });
  }
}
