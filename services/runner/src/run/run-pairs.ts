import type { Experiment } from '@chaos-lab/contracts';
import type { PlannedPair, PlannedRun } from '../experiment/pairs.ts';
import { arrivals } from './arrivals.ts';
import { gathered } from './gathered.ts';
import { mapInOrder } from './map-in-order.ts';
import { readOff } from './read-off.ts';
import type { ClaimedPair, ClaimedRun, PairOutput, RunDeps } from './run-output.ts';

/** Finished pairs per unit of concurrency that may wait for a slower one before them. */
const WINDOW = 8;

/**
 * Tape and oracle are read for many runs at once: at one request a run each, the admin ports would
 * take a quarter of all time. Pairs that are read together, never more than run at once, and the real
 * ms that one waits for others.
 */
const READ_TOGETHER = 32;
const LINGER_MS = 50;

/** How often a pair is made at most, where something disturbs the lab again and again. */
const MOST_TRIES = 3;

export type PairPace = Pick<Experiment, 'concurrency' | 'arrivalsPerS' | 'timeScale'>;

/**
 * Runs the pairs, several at once, and yields them in design order as they finish. A pair that a
 * disturbance touched is made again; not in an open loop, where its place in time is part of it.
 */
export async function* runPairs(
  pairs: Iterable<PlannedPair>,
  pace: PairPace,
  deps: RunDeps,
): AsyncGenerator<PairOutput> {
  const { concurrency } = pace;
  const runPair = pairRunner(pace, deps);
  const first = async (pair: PlannedPair): Promise<ClaimedPair> => ({
    pair,
    runs: await runPair(pair),
    tries: 1,
  });
  const again = async ({ pair, tries }: ClaimedPair): Promise<ClaimedPair> => ({
    pair,
    runs: await inTurn(pair, deps),
    tries: tries + 1,
  });
  const claims = mapInOrder(pairs, { concurrency, window: concurrency * WINDOW }, first);
  const most = Math.min(READ_TOGETHER, concurrency);
  const mostTries = pace.arrivalsPerS === undefined ? MOST_TRIES : 1;
  for await (const some of gathered(claims, { most, lingerMs: LINGER_MS })) {
    yield* await readOff(some, deps, { again, mostTries });
  }
}

/**
 * In a closed loop the arms of a pair run one after another, in the random order of the pair. In an
 * open one they begin together when the pair is due: an arm must not delay the arrivals of the next.
 */
function pairRunner(
  { arrivalsPerS: perS, timeScale }: PairPace,
  deps: RunDeps,
): (pair: PlannedPair) => Promise<ClaimedRun[]> {
  if (perS === undefined) return (pair) => inTurn(pair, deps);
  const due = arrivals({ perS, timeScale }, deps.clock);
  return async (pair) => {
    await due(deps.signal);
    return Promise.all(pair.runs.map((run) => runOnce(pair, run, deps)));
  };
}

async function inTurn(pair: PlannedPair, deps: RunDeps): Promise<ClaimedRun[]> {
  const runs: ClaimedRun[] = [];
  for (const run of pair.runs) runs.push(await runOnce(pair, run, deps));
  return runs;
}

async function runOnce(pair: PlannedPair, run: PlannedRun, deps: RunDeps): Promise<ClaimedRun> {
  const { subject, clock, signal } = deps;
  const client = subject.clients.get(run.arm.name);
  if (client === undefined) throw new RangeError(`no client for arm ${run.arm.name}`);
  signal.throwIfAborted();
  const startedAt = clock.now();
  const claim = await client({ session: pair.session, arm: run.wireArm }, signal);
  return { run, claim, startedAt, endedAt: clock.now() };
}
