import { INVARIANTS, type Violation } from '../trial/invariants/index.ts';
import type { Observation } from '../trial/observation.ts';
import { type Cause, causeOf } from './cause.ts';
import { type FaultSet, setKey } from './search/fault-set.ts';
import { shrink } from './search/shrink.ts';

/** One root cause, with the weakest set that shows it. */
export type Finding = {
  readonly cause: Cause;
  readonly title: string;
  readonly set: FaultSet;
  readonly run: Observation;
  readonly violation: Violation;
  /** Failing sets that were merged into it. */
  readonly sets: number;
  /** False where it was cut short before it could be shrunk. */
  readonly shrunk: boolean;
};

/** Causes that are kept; more than that is one broken client, told often enough. */
const MAX_CAUSES = 200;

/** Failing sets as they come, one for each cause. */
export class Findings {
  readonly #byCause = new Map<string, Finding>();
  readonly #weakest: readonly string[];
  /** Failing sets whose cause was one too many. */
  dropped = 0;

  /** `weakest` are the words of the faults, from the weakest on. */
  constructor(weakest: readonly string[]) {
    this.#weakest = weakest;
  }

  get size(): number {
    return this.#byCause.size;
  }

  add(run: Observation, violation: Violation, shrunk = false, sets = 1): void {
    const cause = causeOf(run, violation);
    const { set } = run;
    const title = INVARIANTS[cause.invariant].title;
    const known = this.#byCause.get(cause.id);
    const fresh = { cause, title, set, run, violation, sets, shrunk };
    if (known === undefined) {
      if (this.#byCause.size < MAX_CAUSES) this.#byCause.set(cause.id, fresh);
      else this.dropped += 1;
      return;
    }
    const best = this.#isWeaker(set, known.set) ? fresh : known;
    this.#byCause.set(cause.id, { ...best, sets: known.sets + sets });
  }

  all(): Finding[] {
    return [...this.#byCause.values()];
  }

  #isWeaker(one: FaultSet, other: FaultSet): boolean {
    const [a, b] = [this.#weight(one), this.#weight(other)];
    const at = a.findIndex((part, index) => part !== b[index]);
    return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
  }

  /** Size, then tries and calls, then strength of kinds. */
  #weight(set: FaultSet): number[] {
    return [
      set.length,
      set.reduce((sum, { at }) => sum + at.call + at.attempt, 0),
      set.reduce((sum, { fault }) => sum + this.#weakest.indexOf(fault), 0),
    ];
  }
}

export type Shrinking = {
  readonly weakest: readonly string[];
  readonly run: (set: FaultSet) => Promise<{ run: Observation; violation: Violation | null }>;
};

/** Shrinks each finding to its weakest set, and merges those that come out at the same cause. */
export async function shrinkAll(findings: Findings, options: Shrinking): Promise<Findings> {
  const { weakest } = options;
  const result = new Findings(weakest);
  for (const finding of findings.all()) {
    const runs = new Map([[setKey(finding.set), finding]] as const) as Map<
      string,
      Pick<Finding, 'run' | 'violation'>
    >;
    const smallest = await shrink(finding.set, {
      weakest,
      async fails(set) {
        const { run, violation } = await options.run(set);
        if (violation?.invariant !== finding.violation.invariant) return false;
        runs.set(setKey(set), { run, violation });
        return true;
      },
    });
    const { run, violation } = runs.get(setKey(smallest)) ?? finding;
    result.add(run, violation, true, finding.sets);
  }
  return result;
}
