import type { AttemptRow, DecisionRecord, Experiment, RunRow } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { Claim } from '../subject/client/client.ts';
import type { Subject } from '../subject/subject.ts';
import type { HttpClient } from '../lab/http-client.ts';
import { drainTapes } from '../lab/proxy-admin.ts';
import type { PlannedPair, PlannedRun } from '../experiment/pairs.ts';
import { arrivals } from './arrivals.ts';
import { attemptRows } from './attempt-rows.ts';
import { gathered } from './gathered.ts';
import { mapInOrder } from './map-in-order.ts';
import { type RunContext, runRow } from './run-row.ts';

/** Everything that is kept of one run; none of it after the row is written. */
export type RunOutput = {
  readonly row: RunRow;
  readonly attempts: readonly AttemptRow[];
  readonly tapeLines: readonly string[];
  readonly records: readonly DecisionRecord[];
};

export type PairOutput = { readonly pair: PlannedPair; readonly runs: readonly RunOutput[] };

export type RunDeps = {
  readonly context: RunContext;
  readonly subject: Pick<Subject, 'clients' | 'oracle'>;
  readonly proxy: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** Finished pairs per unit of concurrency that may wait for a slower one before them. */
const WINDOW = 8;

/**
 * Tape and oracle are read for many runs at once: at one request a run each, the admin ports would
 * take a quarter of all time. Pairs that are read together, never more than run at once, and the real
 * ms that one waits for others.
 */
const READ_TOGETHER = 32;
const LINGER_MS = 50;

export type PairPace = Pick<Experiment, 'concurrency' | 'arrivalsPerS' | 'timeScale'>;

/** Runs the pairs, several at once, and yields them in design order as they finish. */
export async function* runPairs(
  pairs: Iterable<PlannedPair>,
  pace: PairPace,
  deps: RunDeps,
): AsyncGenerator<PairOutput> {
  const { concurrency } = pace;
  const runPair = pairRunner(pace, deps);
  const claims = mapInOrder(pairs, { concurrency, window: concurrency * WINDOW }, async (pair) => ({
    pair,
    runs: await runPair(pair),
  }));
  const most = Math.min(READ_TOGETHER, concurrency);
  for await (const some of gathered(claims, { most, lingerMs: LINGER_MS })) {
    yield* await readOff(some, deps);
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
  if (perS !== undefined) {
    const due = arrivals({ perS, timeScale }, deps.clock);
    return async (pair) => {
      await due(deps.signal);
      return Promise.all(pair.runs.map((run) => runOnce(pair, run, deps)));
    };
  }
  return async (pair) => {
    const runs: ClaimedRun[] = [];
    for (const run of pair.runs) runs.push(await runOnce(pair, run, deps));
    return runs;
  };
}

type ClaimedRun = { readonly run: PlannedRun; readonly claim: Claim; readonly startedAt: number };
type ClaimedPair = { readonly pair: PlannedPair; readonly runs: readonly ClaimedRun[] };

async function runOnce(pair: PlannedPair, run: PlannedRun, deps: RunDeps): Promise<ClaimedRun> {
  const { subject, clock, signal } = deps;
  const client = subject.clients.get(run.arm.name);
  if (client === undefined) throw new RangeError(`no client for arm ${run.arm.name}`);
  signal.throwIfAborted();
  const startedAt = clock.now();
  const claim = await client({ session: pair.session, arm: run.wireArm }, signal);
  return { run, claim, startedAt };
}

/**
 * Joins what clients claim with what tape and oracle hold; both are complete once a run is over. An
 * interrupted experiment still reads off the runs that have ended.
 */
async function readOff(pairs: readonly ClaimedPair[], deps: RunDeps): Promise<PairOutput[]> {
  const { context, proxy, subject } = deps;
  const identities = pairs.flatMap(({ pair, runs }) =>
    runs.map(({ run }) => ({ session: pair.session, arm: run.wireArm })),
  );
  const [tapes, truths] = await Promise.all([
    drainTapes(proxy, identities),
    subject.oracle.judge(identities),
  ]);
  let at = -1;
  return pairs.map(({ pair, runs }) => ({
    pair,
    runs: runs.map(({ run, claim, startedAt }) => {
      at += 1;
      const [tape, truth] = [tapes[at], truths[at]];
      if (tape === undefined || truth === undefined) throw new RangeError(`no answer ${at}`);
      const { lines, records } = tape;
      return {
        row: runRow(context, pair, run, { claim, truth, records, startedAt }),
        attempts: attemptRows(pair, run, claim, records),
        tapeLines: lines,
        records,
      };
    }),
  }));
}
