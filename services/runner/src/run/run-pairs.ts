import type { AttemptRow, DecisionRecord, RunRow } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { AgentDriver } from '../agents/claim.ts';
import type { HttpClient } from '../clients/http-client.ts';
import { drainVerdict } from '../clients/petstore-admin.ts';
import { drainTape } from '../clients/proxy-admin.ts';
import type { PlannedPair, PlannedRun } from '../design/pairs.ts';
import { attemptRows } from './attempt-rows.ts';
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
  readonly drivers: ReadonlyMap<string, AgentDriver>;
  readonly proxy: HttpClient;
  readonly petstore: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** Finished pairs per unit of concurrency that may wait for a slower one before them. */
const WINDOW = 8;

/**
 * Runs the pairs, several at once, and yields them in design order as they finish. The arms of a
 * pair run one after another, in the random order of the pair.
 */
export function runPairs(
  pairs: Iterable<PlannedPair>,
  concurrency: number,
  deps: RunDeps,
): AsyncGenerator<PairOutput> {
  return mapInOrder(pairs, { concurrency, window: concurrency * WINDOW }, async (pair) => {
    const runs: RunOutput[] = [];
    for (const run of pair.runs) runs.push(await runOnce(pair, run, deps));
    return { pair, runs };
  });
}

async function runOnce(pair: PlannedPair, run: PlannedRun, deps: RunDeps): Promise<RunOutput> {
  const { context, drivers, proxy, petstore, clock, signal } = deps;
  const driver = drivers.get(run.arm.name);
  if (driver === undefined) throw new RangeError(`no driver for arm ${run.arm.name}`);
  signal.throwIfAborted();
  const identity = { session: pair.session, arm: run.wireArm };
  const startedAt = clock.now();
  const claim = await driver(identity, signal);
  // The tape first: it is complete once the last call of the run is over, and so is the ledger.
  const { lines, records } = await drainTape(proxy, identity, signal);
  const facts = await drainVerdict(petstore, identity, signal);
  return {
    row: runRow(context, pair, run, { claim, facts, records, startedAt }),
    attempts: attemptRows(pair, run, claim, records),
    tapeLines: lines,
    records,
  };
}
