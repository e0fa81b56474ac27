import { mapInOrder } from '../../run/map-in-order.ts';
import { addressKey } from './address.ts';
import { type Candidate, type Choice, candidates } from './candidates.ts';
import { FailingSets } from './failing-sets.ts';
import { type FaultSet, placedKey } from './fault-set.ts';
import type { Frontier, FrontierNode } from './frontier.ts';
import type { RunHypothesis, RunSeen } from './run-seen.ts';

/** What came of one set. */
export type Fate =
  /** Every invariant held, and it was extended. */
  | 'held'
  /** An invariant was broken. */
  | 'failed'
  /** A fault of it could not go out, so that it is a smaller set. */
  | 'inert'
  /** `--quick`: another fault at the same place was followed by the same. */
  | 'merged';

export type Step<V> = {
  readonly set: FaultSet;
  readonly seen: RunSeen<V>;
  readonly fate: Fate;
  /**
   * Whether the run came to its last fault in the way in which the run without it did. Where it did
   * not, the client does not repeat itself, and what is not found proves nothing.
   */
  readonly repeats: boolean;
};

export type SearchPlan<V> = {
  /** Largest size. */
  readonly k: number;
  /** In the order in which they are tried at one place. */
  readonly catalogue: readonly Choice[];
  readonly run: RunHypothesis<V>;
  readonly frontier: Frontier;
  /** Runs at once. */
  readonly concurrency: number;
  /** Faults of one place that are followed by the same are extended once. No certificate from it. */
  readonly quick?: boolean;
  /** Told of each set that is not run since it contains one that fails. */
  readonly onCovered?: (set: FaultSet) => void;
};

/**
 * Runs every set of up to `k` faults that a run can meet whole, breadth first by size, and yields what
 * came of each, in an order that depends on nothing but the client.
 *
 * Why that is all of them, for a client and an upstream that repeat themselves: a run is a function of
 * the answers that it gets. (1) A set with a fault at an address that its run does not come to is met
 * as the set without it: same answers, same run. (2) Take a set that is met whole, and its last fault by
 * the order of the tape away: up to that request nothing differs, so the smaller set is met whole as
 * well, and the request stands on its tape behind its last fault. By induction every such set is
 * reached from the empty one, by one way only. (3) What contains a failing set is no smallest failing
 * set, and a smallest failing set contains no failing one, so none is left out.
 */
export async function* breadthFirst<V>(plan: SearchPlan<V>): AsyncGenerator<Step<V>> {
  const { k, catalogue, frontier, quick = false, onCovered = () => {} } = plan;
  const failing = new FailingSets();
  const merged = new Set<string>();
  const calm = await plan.run([]);
  const holds = calm.violation === null;
  yield { set: [], seen: calm, fate: holds ? 'held' : 'failed', repeats: true };
  if (!holds) return;
  await frontier.add(0, { set: [], next: calm.reached });

  for (let size = 1; size <= k; size += 1) {
    // Only sets of this size are found to fail meanwhile, and none of them is part of another.
    const source = candidates(size, frontier, catalogue, failing, onCovered);
    const found: FaultSet[] = [];
    const options = { concurrency: plan.concurrency, window: 4 * plan.concurrency };
    const runs = mapInOrder(source, options, async (candidate) => ({
      candidate,
      seen: await plan.run(candidate.set),
    }));
    for await (const { candidate, seen } of runs) {
      const { set } = candidate;
      const fate = fateOf(candidate, seen, quick ? merged : undefined);
      if (fate === 'failed') found.push(set);
      if (fate === 'held' && size < k) await frontier.add(size, nodeOf(set, seen));
      yield { set, seen, fate, repeats: repeats(candidate, seen) };
    }
    for (const set of found) failing.add(set);
  }
}

function fateOf<V>(
  { parent, at }: Candidate,
  seen: RunSeen<V>,
  merged: Set<string> | undefined,
): Fate {
  if (seen.violation !== null) return 'failed';
  if (seen.inert.length > 0) return 'inert';
  if (merged === undefined) return 'held';
  const continuation = [...parent.map(placedKey), addressKey(at.at), seen.continuation].join('\n');
  if (merged.has(continuation)) return 'merged';
  merged.add(continuation);
  return 'held';
}

function repeats<V>({ at }: Candidate, { reached }: RunSeen<V>): boolean {
  const key = addressKey(at.at);
  return reached.find((one) => addressKey(one.at) === key)?.history === at.history;
}

/** Where a set that holds can be extended: behind its last fault. */
function nodeOf<V>(set: FaultSet, { reached }: RunSeen<V>): FrontierNode {
  const last = set.at(-1);
  const key = last === undefined ? undefined : addressKey(last.at);
  const index = reached.findIndex(({ at }) => addressKey(at) === key);
  // A run that strayed and did not come to it has nothing behind it.
  if (index < 0) return { set, next: [] };
  return { set, next: reached.slice(index + 1) };
}
