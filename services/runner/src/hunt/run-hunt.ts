import type { Calm } from '../trial/calm.ts';
import type { FaultWord } from '../trial/fault-word.ts';
import { byStrength } from '../trial/fault-word.ts';
import { type InvariantName, type Violation, violationOf } from '../trial/invariants/index.ts';
import type { Observation } from '../trial/observation.ts';
import type { Trials } from '../trial/trials.ts';
import { Account } from './account.ts';
import type { Coverage } from './coverage.ts';
import { type Findings, shrinkAll } from './findings.ts';
import type { Journal } from './journal.ts';
import { runAsSeen } from './run-as-seen.ts';
import { breadthFirst, type Fate, type Step } from './search/breadth-first.ts';
import { type FaultSet, setKey } from './search/fault-set.ts';
import type { Frontier } from './search/frontier.ts';

export type HuntPlan = {
  readonly trials: Trials;
  readonly calm: Calm;
  /** Largest size of a set. */
  readonly k: number;
  readonly faults: readonly FaultWord[];
  readonly invariants: readonly InvariantName[];
  readonly timeoutMs: number;
  readonly parallel: number;
  readonly quick: boolean;
  readonly frontier: Frontier;
  readonly journal: Journal;
  /** Aborted where the search is to end early and what was found is to be kept. */
  readonly enough: AbortSignal;
  /** Aborted where everything is to end at once: then nothing is shrunk. */
  readonly interrupt: AbortSignal;
  readonly onProgress: (progress: HuntProgress) => void;
};

export type HuntProgress = {
  /** Size of the set that was run last. */
  readonly size: number;
  readonly sets: number;
  readonly causes: number;
  /** Sets of this size and of the next that are known to come. */
  readonly left: number;
};

/** What a hunt came to. */
export type HuntResult = {
  /** Whether every set was run that has to be. */
  readonly complete: boolean;
  readonly findings: Findings;
  readonly coverage: Coverage;
  /** Sets run, by size. */
  readonly bySize: readonly number[];
  readonly fates: Readonly<Record<Fate, number>>;
  /** Sets that were not run since they contain one that fails. */
  readonly covered: number;
  /** Runs with requests of one operation whose order was not the client's to say. */
  readonly racing: number;
  /** Runs that a failure of the upstream itself came into. */
  readonly disturbed: number;
  /** The first set under which the client did not repeat itself. */
  readonly strayed: string | null;
  /** Digest over every set, what it reached, and what came of it. */
  readonly tape: string;
};

/** Searches all sets of up to k faults, and shrinks and merges what it finds. */
export async function runHunt(plan: HuntPlan): Promise<HuntResult> {
  const { trials, calm, k, invariants, timeoutMs, journal } = plan;
  const weakest = byStrength(plan.faults).map(({ word }) => word);
  const account = new Account(weakest, k);
  const kept = new Map<string, Observation>();
  const look = async (set: FaultSet) => {
    const run = await trials.run(set, { timeoutMs, calm });
    return { run, violation: violationOf(run, invariants) };
  };
  const steps = breadthFirst<Violation>({
    k,
    catalogue: plan.faults.map(({ word, losesAnswer }) => ({ fault: word, losesAnswer })),
    concurrency: plan.parallel,
    quick: plan.quick,
    frontier: account.counting(plan.frontier),
    onCovered: () => account.onCovered(),
    async run(set) {
      const known = journal.recall(set);
      if (known !== undefined) return known;
      const [first] = calm.observations;
      const { run, violation } =
        set.length === 0
          ? { run: first, violation: violationOf(first, invariants) }
          : await look(set);
      account.onRun(run, violation);
      if (violation !== null) kept.set(setKey(set), run);
      return runAsSeen(run, violation);
    },
  });
  const takeIn = async (step: Step<Violation>): Promise<void> => {
    await journal.note(step);
    account.onStep(step);
    const { set, seen } = step;
    if (seen.violation !== null) {
      // A failing set from the journal is run again: its story is not written down there.
      const run = kept.get(setKey(set)) ?? (await look(set)).run;
      kept.delete(setKey(set));
      account.findings.add(run, seen.violation);
    }
    plan.onProgress(account.progress());
  };
  let complete = true;
  try {
    for await (const step of steps) {
      await takeIn(step);
      if (!plan.enough.aborted) continue;
      complete = false;
      break;
    }
    const findings = await shrinkAll(account.findings, { weakest, run: look });
    return { ...account.result(), complete, findings };
  } catch (error) {
    if (!plan.interrupt.aborted) throw error;
    return { ...account.result(), complete: false, findings: account.findings };
  }
}
