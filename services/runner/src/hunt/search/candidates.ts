import type { FailingSets } from './failing-sets.ts';
import type { FaultSet } from './fault-set.ts';
import type { Frontier } from './frontier.ts';
import type { Reached } from './run-seen.ts';

/** A fault that can be put anywhere. */
export type Choice = {
  /** As in a fault set. */
  readonly fault: string;
  /** Whether the upstream has acted when the client meets it: the likeliest to break something. */
  readonly losesAnswer: boolean;
};

export type Candidate = { readonly parent: FaultSet; readonly set: FaultSet; readonly at: Reached };

/** What comes first within a size: a write whose answer is lost, other faults of a write, the rest. */
const CLASSES = 3;

function classOf(at: Reached, choice: Choice): number {
  if (!at.writes) return 2;
  return choice.losesAnswer ? 0 : 1;
}

/**
 * The sets of one size that are to be run: each node of the size below with one fault more, behind its
 * last. Every set that a run can meet whole comes up exactly once, by way of the one that lacks its last
 * fault. Those that contain a failing set are left out and counted.
 */
export function* candidates(
  size: number,
  from: Frontier,
  catalogue: readonly Choice[],
  failing: FailingSets,
  onCovered: (set: FaultSet) => void,
): Generator<Candidate> {
  for (let rank = 0; rank < CLASSES; rank += 1) {
    for (const node of from.read(size - 1)) {
      for (const at of node.next) {
        for (const choice of catalogue) {
          if (classOf(at, choice) !== rank) continue;
          const set = [...node.set, { at: at.at, fault: choice.fault }];
          if (failing.covers(set)) onCovered(set);
          else yield { parent: node.set, set, at };
        }
      }
    }
  }
}
