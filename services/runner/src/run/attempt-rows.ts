import type { AttemptRow, AttemptTrace, DecisionRecord } from '@chaos-lab/contracts';
import type { Claim } from '../subject/client/client.ts';
import type { PlannedPair, PlannedRun } from '../experiment/pairs.ts';
import { runId } from '../experiment/run-id.ts';

/** One row a call: the agent's trace joined with the proxy's record of the same call. */
export function attemptRows(
  pair: PlannedPair,
  run: PlannedRun,
  claim: Claim,
  records: readonly DecisionRecord[],
): readonly AttemptRow[] {
  const common = {
    run_id: runId(pair.session, run.wireArm),
    session: pair.session,
    arm: run.arm.name,
    failure_rate: pair.rate,
  };
  if (claim.result === null || claim.result.trace.length === 0) {
    return records.map((record, index) => ({
      ...common,
      ...fromRecord(record),
      wait_ms: waitAfter(record, records[index + 1]),
    }));
  }
  const byCall = new Map(records.map((r) => [callKey(r.operation, r.attempt), r]));
  return claim.result.trace.map((call) => ({
    ...common,
    ...fromTrace(call, byCall.get(callKey(call.operation, call.attempt))),
  }));
}

const callKey = (operation: string, attempt: number): string => `${operation}\n${attempt}`;

const injected = (record: DecisionRecord | undefined): string =>
  record?.suppressed === null ? (record.fault?.kind ?? '') : '';

function fromTrace(call: AttemptTrace, record: DecisionRecord | undefined) {
  return {
    seq: call.seq,
    step: call.step,
    operation: call.operation,
    attempt: call.attempt,
    fault: injected(record),
    phase: injected(record) === '' ? '' : (record?.phase ?? ''),
    status: call.status ?? '',
    condition: call.condition,
    effect: call.effect,
    strategy: call.decision?.strategy ?? '',
    entry: call.decision?.path ?? '',
    rewritten_from: call.decision?.rewrittenFrom ?? '',
    wait_ms: call.decision?.waitMs ?? 0,
    network_ms: call.networkMs,
    breaker: call.breaker,
  };
}

function fromRecord(record: DecisionRecord) {
  return {
    seq: record.ordinal,
    step: '',
    operation: record.operation,
    attempt: record.attempt,
    fault: injected(record),
    phase: injected(record) === '' ? '' : (record.phase ?? ''),
    status: record.status ?? '',
    condition: record.end ?? '',
    effect: '',
    strategy: '',
    entry: '',
    rewritten_from: '',
    network_ms: record.durationMs ?? 0,
    breaker: '',
  };
}

/** Real ms from the end of a call to the next of the same client, which it waited or worked. */
function waitAfter(record: DecisionRecord, next: DecisionRecord | undefined): number {
  if (next === undefined) return 0;
  return Math.max(0, next.startedAt - record.startedAt - (record.durationMs ?? 0));
}
