import {
  type DecisionRecord,
  inconsistencies,
  type RunRow,
  type Truth,
  verdictOf,
} from '@chaos-lab/contracts';
import type { Claim } from '../subject/client/client.ts';
import type { PlannedPair, PlannedRun } from '../experiment/pairs.ts';
import { runId } from '../experiment/run-id.ts';
import { labDurationMs } from './lab-duration.ts';
import { accountOf, type TapeAccount } from '../summary/tape-account.ts';

export type RunContext = {
  readonly experimentId: string;
  readonly scenario: string;
  readonly seed: number;
  readonly timeScale: number;
};

export type Observed = {
  readonly claim: Claim;
  readonly truth: Truth;
  readonly records: readonly DecisionRecord[];
  /** Unix ms. */
  readonly startedAt: number;
  readonly tries: number;
  readonly disturbed: boolean;
};

/** Joins the design, the client's claim, the truth and the tape to one row of `results.csv`. */
export function runRow(
  context: RunContext,
  pair: PlannedPair,
  run: PlannedRun,
  { claim, truth, records, startedAt, tries, disturbed }: Observed,
): RunRow {
  const account = accountOf(records);
  const told = toldBy(claim, account);
  return {
    experiment_id: context.experimentId,
    run_id: runId(pair.session, run.wireArm),
    scenario: context.scenario,
    pair: pair.pair,
    session: pair.session,
    arm: run.arm.name,
    failure_rate: pair.rate,
    seed: context.seed,
    outcome: claim.outcome,
    verdict: verdictOf(claim.outcome === 'success', truth),
    inconsistencies_count: inconsistencies(truth),
    duplicates: truth.duplicates,
    orphans: truth.orphans,
    upstream_calls: account.calls,
    faults_injected: account.faults,
    order_in_pair: run.orderInPair,
    timed: account.timed,
    ...told,
    duration_ms: round(
      labDurationMs(
        { realMs: claim.realMs, waitMs: scaledWaitMs(claim) },
        records,
        context.timeScale,
      ),
    ),
    started_at: Math.round(startedAt),
    tries,
    disturbed,
  };
}

/**
 * What an agent with a trace says of itself; else what the tape shows, with the step and the failure
 * that a service without a trace still names.
 */
function toldBy(claim: Claim, account: TapeAccount) {
  const { result } = claim;
  if (result === null) return seenFromOutside(claim, account);
  if (result.trace.length > 0) return toldByAgent(result);
  const seen = seenFromOutside(claim, account);
  return {
    ...seen,
    steps_completed: Math.max(seen.steps_completed, result.stepsCompleted.length),
    failed_at: result.failedStep ?? seen.failed_at,
    failure_condition: result.failure?.condition ?? seen.failure_condition,
  };
}

function toldByAgent(result: NonNullable<Claim['result']>) {
  return {
    steps_completed: result.stepsCompleted.length,
    failed_at: result.failedStep ?? '',
    failure_condition: result.failure?.condition ?? '',
    retries: result.retries,
    first_try_success: result.firstTrySuccess,
    wait_ms: round(result.waitMs),
    breaker_opened: result.breaker.opened,
    rewrites: result.rewrites,
  };
}

/** A program tells nothing: steps are operations that succeeded, waits the real time between its calls. */
function seenFromOutside(claim: Claim, account: TapeAccount) {
  return {
    steps_completed: account.succeeded.size,
    failed_at: account.failedAt,
    failure_condition: account.failureStatus === null ? '' : String(account.failureStatus),
    retries: account.retries,
    first_try_success: claim.outcome === 'success' && account.retries === 0,
    wait_ms: round(account.betweenCallsMs),
    breaker_opened: 0,
    rewrites: 0,
  };
}

/** Waits that the time scale divided; a program does not know of it. */
const scaledWaitMs = (claim: Claim): number => claim.result?.waitMs ?? 0;

/** To the microsecond: enough, and short in a file. */
const round = (ms: number): number => Math.round(ms * 1000) / 1000;
