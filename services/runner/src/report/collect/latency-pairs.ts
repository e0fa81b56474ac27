import type { RunRow } from '@chaos-lab/contracts';
import { KeyedSample, type TimePair } from '@chaos-lab/stats';
import type { Contrast } from '../model/contrasts.ts';
import { type PairCollector, rowOf } from './collector.ts';

/**
 * Durations of sessions in which both arms of a contrast succeeded, as a bounded random sample for the
 * bootstrap. Runs that fail are left out: giving up at once is not being fast.
 */
export class LatencyPairs implements PairCollector {
  readonly #contrast: Contrast;
  readonly #samples: ReadonlyMap<number, KeyedSample<TimePair>>;

  constructor(
    contrast: Contrast,
    rates: readonly number[],
    options: { readonly capacity: number; readonly seed: number },
  ) {
    this.#contrast = contrast;
    this.#samples = new Map(rates.map((rate) => [rate, new KeyedSample<TimePair>(options)]));
  }

  add(rows: readonly RunRow[]): void {
    const a = rowOf(rows, this.#contrast.reference);
    const b = rowOf(rows, this.#contrast.candidate);
    if (a?.verdict !== 'verified_success' || b?.verdict !== 'verified_success') return;
    this.#samples.get(a.failure_rate)?.add(a.session, { a: a.duration_ms, b: b.duration_ms });
  }

  /** The sample at one rate, and how many sessions it was drawn from. */
  at(rate: number): { readonly pairs: readonly TimePair[]; readonly of: number } {
    const sample = this.#samples.get(rate);
    return { pairs: sample?.items() ?? [], of: sample?.seen ?? 0 };
  }
}
