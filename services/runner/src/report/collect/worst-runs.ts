import type { RunRow } from '@chaos-lab/contracts';
import { BoundedBest } from './bounded-best.ts';
import type { PairCollector } from './collector.ts';
import { severityOf } from './severity.ts';

/**
 * The worst runs of every arm: first what left most wrong, then what failed at the lowest rate, then
 * what took the most calls. Only columns that repeat decide, so that a repeated experiment has the same.
 */
export class WorstRuns implements PairCollector {
  readonly #byArm: ReadonlyMap<string, BoundedBest<RunRow>>;

  constructor(arms: readonly string[], perArm: number) {
    this.#byArm = new Map(arms.map((arm) => [arm, new BoundedBest(perArm, worseFirst)]));
  }

  add(rows: readonly RunRow[]): void {
    for (const row of rows) {
      if (severityOf(row) > 0) this.#byArm.get(row.arm)?.add(row);
    }
  }

  /** Arm by arm. */
  runs(): readonly RunRow[] {
    return [...this.#byArm.values()].flatMap((best) => best.items());
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
