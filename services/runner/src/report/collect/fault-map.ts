import type { RunRow } from '@chaos-lab/contracts';
import type { PairCollector } from './collector.ts';

/** Calls and faults of some neighbouring pairs at one rate. */
export type FaultBin = {
  readonly rate: number;
  /** 0-based. */
  readonly bin: number;
  /** First pair of the bin, and the first after it. */
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  readonly faults: number;
};

type Counts = { calls: number; faults: number };

/** How many faults met the calls over the course of the experiment, in a fixed number of bins. */
export class FaultMap implements PairCollector {
  readonly #pairs: number;
  readonly #bins: number;
  readonly #byRate: ReadonlyMap<number, Counts[]>;

  constructor(rates: readonly number[], pairs: number, most: number) {
    this.#pairs = pairs;
    this.#bins = Math.min(most, pairs);
    this.#byRate = new Map(
      rates.map((rate) => [
        rate,
        Array.from({ length: this.#bins }, () => ({ calls: 0, faults: 0 })),
      ]),
    );
  }

  add(rows: readonly RunRow[]): void {
    for (const row of rows) {
      const bin = Math.floor((row.pair * this.#bins) / this.#pairs);
      const counts = this.#byRate.get(row.failure_rate)?.[bin];
      if (counts === undefined) continue;
      counts.calls += row.upstream_calls;
      counts.faults += row.faults_injected;
    }
  }

  /** Bins without a call are left out. */
  bins(): readonly FaultBin[] {
    const edge = (bin: number): number => Math.ceil((bin * this.#pairs) / this.#bins);
    return [...this.#byRate].flatMap(([rate, counts]) =>
      counts
        .map((count, bin) => ({ rate, bin, from: edge(bin), to: edge(bin + 1), ...count }))
        .filter(({ calls }) => calls > 0),
    );
  }
}
