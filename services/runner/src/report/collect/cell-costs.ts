import type { RunRow } from '@chaos-lab/contracts';
import { DeadlineTimes, type Ratio, RatioOfSums } from '@chaos-lab/stats';
import { stepsTried } from '../../summary/cell-counter.ts';
import { cellKey } from './cell-key.ts';
import type { PairCollector } from './collector.ts';

/** What the success of one arm at one rate cost. */
export type CellCost = {
  /** Upstream calls per step tried; null where no step was tried. */
  readonly amplification: Ratio | null;
  /** Quantiles of the time of verified successes in lab ms; null where there was none. */
  readonly successMs: { readonly p10: number; readonly p50: number; readonly p90: number } | null;
  /** Lab ms by which half, and nine tenths, of all runs had succeeded; null where they never did. */
  readonly halfDoneMs: number | null;
  readonly mostDoneMs: number | null;
};

type Costs = { readonly calls: RatioOfSums; readonly times: DeadlineTimes };

/** Calls and times of every cell, in constant memory. */
export class CellCosts implements PairCollector {
  readonly #costs: ReadonlyMap<string, Costs>;
  readonly #confidence: number;

  constructor(
    arms: readonly string[],
    rates: readonly number[],
    options: { readonly deadlineMs: number; readonly confidence: number },
  ) {
    this.#confidence = options.confidence;
    this.#costs = new Map(
      rates.flatMap((rate) =>
        arms.map((arm): [string, Costs] => [
          cellKey(arm, rate),
          { calls: new RatioOfSums(), times: new DeadlineTimes(options.deadlineMs) },
        ]),
      ),
    );
  }

  add(rows: readonly RunRow[]): void {
    for (const row of rows) {
      const cell = this.#costs.get(cellKey(row.arm, row.failure_rate));
      if (cell === undefined) continue;
      cell.calls.push(row.upstream_calls, stepsTried(row));
      if (row.verdict === 'verified_success') cell.times.recordSuccess(row.duration_ms);
      else cell.times.recordFailure();
    }
  }

  of(arm: string, rate: number): CellCost {
    const cell = this.#costs.get(cellKey(arm, rate));
    if (cell === undefined) {
      return { amplification: null, successMs: null, halfDoneMs: null, mostDoneMs: null };
    }
    const { calls, times } = cell;
    return {
      amplification: calls.ratio(this.#confidence),
      successMs: successQuantiles(times),
      halfDoneMs: times.runs === 0 ? null : times.quantile(0.5),
      mostDoneMs: times.runs === 0 ? null : times.quantile(0.9),
    };
  }
}

function successQuantiles(times: DeadlineTimes): CellCost['successMs'] {
  const { runs, successes } = times;
  if (successes === 0) return null;
  // The share q of the successes is the share q * successes / runs of all runs.
  const at = (q: number): number => times.quantile((q * successes) / runs) ?? times.deadlineMs;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
