import type { DecisionRecord, FaultOf, FaultSpec } from '@chaos-lab/contracts';
import type { ErrorBodies } from '../openapi/error-bodies.ts';
import type { CallOutcome, Decide, Injection, RequestFacts, Ruling } from '../ruling.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { SessionState } from '../sessions/session-state.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { DecisionSource, Verdict } from './verdict.ts';

export type DecideDeps = {
  /** The scenario in force; read once for each request. */
  readonly scenario: () => CompiledScenario;
  readonly source: () => DecisionSource;
  readonly sessions: Pick<Sessions, 'touch'>;
  readonly operationOf: (method: string, path: string) => string;
  readonly errorBodies?: ErrorBodies | undefined;
  /** Takes each record at once, before anything happens to the request. */
  readonly onDecided: (record: DecisionRecord, verdict: Verdict) => void;
  /** Takes each record again, completed. */
  readonly onSettled: (record: DecisionRecord) => void;
  readonly now: () => number;
  readonly nextId: () => string;
  /** Names the run in every record. */
  readonly run: string;
};

/** Puts the parts together: who calls what for which time, the decision, its record, the ruling. */
export function createDecide(deps: DecideDeps): Decide {
  return (facts) => {
    const scenario = deps.scenario();
    const now = deps.now();
    const state = deps.sessions.touch(facts.identity, now);
    state.ordinal += 1;
    const operation = deps.operationOf(facts.method, facts.path);
    const attempt = facts.attempt ?? state.countAttempt(operation);
    const verdict = deps.source()({ facts, operation, attempt, scenario, state, now });
    const record = recordOf(deps, facts, scenario, state, operation, attempt, verdict, now);
    deps.onDecided(record, verdict);
    return rulingOf(deps, scenario, record, verdict);
  };
}

function rulingOf(
  deps: DecideDeps,
  scenario: CompiledScenario,
  record: DecisionRecord,
  verdict: Verdict,
): Ruling {
  return {
    record,
    injection: injectionOf(verdict, record.operation, deps.errorBodies),
    holdMs: verdict.holdMs,
    realMs: scenario.realMs,
    reveal: scenario.document.revealFaults,
    keepAnswers: scenario.keepAnswers,
    settle(outcome) {
      if (record.end !== null) return;
      complete(record, outcome, deps.now());
      deps.onSettled(record);
    },
  };
}

function injectionOf(
  { fault, phase, parameters, suppressed }: Verdict,
  operation: string,
  bodies: ErrorBodies | undefined,
): Injection | null {
  if (fault === null || phase === null || suppressed !== null) return null;
  const spec = bodies === undefined ? fault : withBody(fault, operation, bodies);
  return { kind: spec.kind, spec, phase, parameters };
}

/** An error without a body of its own gets the one that the OpenAPI document promises. */
function withBody(fault: FaultSpec, operation: string, bodies: ErrorBodies): FaultSpec {
  if (fault.kind !== 'http-error' || fault.body !== undefined) return fault;
  const promised = bodies(operation, fault.status);
  if (promised === undefined) return fault;
  const body = promised.body as FaultOf<'http-error'>['body'];
  return { ...fault, body, contentType: fault.contentType ?? promised.contentType };
}

function complete(record: DecisionRecord, outcome: CallOutcome, now: number): void {
  record.end = outcome.end;
  record.status = outcome.status;
  record.upstreamStatus = outcome.upstreamStatus;
  record.upstreamMs = outcome.upstreamMs;
  record.durationMs = now - record.startedAt;
  if (outcome.suppressed !== undefined) record.suppressed = outcome.suppressed;
}

function recordOf(
  deps: DecideDeps,
  facts: RequestFacts,
  scenario: CompiledScenario,
  state: SessionState,
  operation: string,
  attempt: number,
  verdict: Verdict,
  now: number,
): DecisionRecord {
  return {
    v: 1,
    id: deps.nextId(),
    run: deps.run,
    session: facts.identity.session,
    arm: facts.identity.arm,
    operation,
    attempt,
    ordinal: state.ordinal,
    method: facts.method,
    path: facts.path,
    rule: verdict.rule,
    rate: verdict.rate,
    draws: verdict.draws as DecisionRecord['draws'],
    fault: verdict.fault,
    phase: verdict.phase,
    parameters:
      verdict.holdMs > 0 ? { ...verdict.parameters, holdMs: verdict.holdMs } : verdict.parameters,
    suppressed: verdict.suppressed,
    timed: verdict.timed,
    source: verdict.source,
    traceparent: facts.traceparent,
    scenario: scenario.version,
    startedAt: now,
    upstreamStatus: null,
    upstreamMs: null,
    status: null,
    durationMs: null,
    end: null,
  };
}
