import type { RunRow } from '@chaos-lab/contracts';
import { BoundedBest } from './bounded-best.ts';
import type { PairCollector } from './collector.ts';
import { severityOf } from './severity.ts';

/** Candidates that are kept for each run that is shown. */
const ROOM = 10;

/**
 * The worst runs of every arm: first what left most wrong, then what failed at the lowest rate, then
 * what took the most calls. Only columns that repeat decide, so that a repeated experiment has the same.
 */
export class WorstRuns implements PairCollector {
  readonly #perArm: number;
  readonly #byArm: ReadonlyMap<string, BoundedBest<RunRow>>;

  constructor(arms: readonly string[], perArm: number) {
    this.#perArm = perArm;
    // Rates are nested, so that a session that fails at one of them tends to fail at all above it.
    this.#byArm = new Map(arms.map((arm) => [arm, new BoundedBest(ROOM * perArm, worseFirst)]));
  }

  add(rows: readonly RunRow[]): void {
    for (const row of rows) {
      if (severityOf(row) > 0) this.#byArm.get(row.arm)?.add(row);
    }
  }

  /** Arm by arm, every session at its worst rate only. */
  runs(): readonly RunRow[] {
    return [...this.#byArm.values()].flatMap((best) => {
      const runs = best.items();
      return runs
        .filter((run, at) => runs.findIndex((other) => other.session === run.session) === at)
        .slice(0, this.#perArm);
    });
  }
}

function worseFirst(a: RunRow, b: RunRow): number {
  return (
    severityOf(b) - severityOf(a) ||
    b.inconsistencies_count - a.inconsistencies_count ||
    a.failure_rate - b.failure_rate ||
    b.upstream_calls - a.upstream_calls ||
    a.pair - b.pair
  );
}
