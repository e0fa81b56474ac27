import type { DecisionRecord, FaultOf, FaultSpec } from '@chaos-lab/contracts';
import type { EffectLedger, OpenWrite } from '../effects/effect-ledger.ts';
import type { Digester } from '../naming/digester.ts';
import { readingOf } from '../faults/quota.ts';
import { quotaFields } from '../faults/quota-fields.ts';
import type { ErrorBodies } from '../openapi/error-bodies.ts';
import type { CallOutcome, Decide, Injection, RequestFacts, Ruling } from '../ruling.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { SessionState } from '../sessions/session-state.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Slot } from '../tape/record-store.ts';
import type { Namer } from '../naming/namer.ts';
import { placeRequest, type Placed } from './place-request.ts';
import { reachOf } from './reach.ts';
import type { DecisionSource, Verdict } from './verdict.ts';

export type DecideDeps = {
  /** The scenario in force; read once for each request. */
  readonly scenario: () => CompiledScenario;
  readonly source: DecisionSource;
  readonly sessions: Pick<Sessions, 'touch'>;
  readonly namer: Namer;
  readonly digester: Digester;
  /** Keeps what requests did at the upstream; nothing is kept unless given. */
  readonly effects?: EffectLedger | undefined;
  readonly errorBodies?: ErrorBodies | undefined;
  /** Takes each record at once, before anything happens to the request; says where it is kept. */
  readonly onDecided: (record: DecisionRecord, verdict: Verdict, state: SessionState) => Slot;
  /** Takes each record again, completed, with its place. */
  readonly onSettled: (record: DecisionRecord, slot: Slot) => void;
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
    const placed = placeRequest(deps, facts, scenario, state);
    const { operation, content, call, attempt } = placed;
    const question = { facts, operation, content, call, attempt, scenario, state, now };
    const verdict = deps.source(question);
    const record = recordOf(deps, facts, placed, scenario, state, verdict, now);
    const slot = deps.onDecided(record, verdict, state);
    // Requests that may change something are watched; others cost nothing here.
    const write = placed.writes
      ? deps.effects?.begin(state.identity, state.key, placed)
      : undefined;
    const sent = write?.sent ?? toolsListener(deps, placed, state);
    return rulingOf(deps, scenario, record, placed, { write, sent }, verdict, slot);
  };
}

type Listening = { readonly write: OpenWrite | undefined; readonly sent: Ruling['sent'] };

/** What hears which tools of MCP only read, so that their calls are no writes from then on. */
function toolsListener(
  { effects }: DecideDeps,
  { listsTools, path }: Placed,
  { identity }: SessionState,
): Ruling['sent'] {
  if (!listsTools || effects === undefined) return undefined;
  return () => effects.tools.hear(identity, path);
}

function rulingOf(
  deps: DecideDeps,
  scenario: CompiledScenario,
  record: DecisionRecord,
  placed: Placed,
  { write, sent }: Listening,
  verdict: Verdict,
  slot: Slot,
): Ruling {
  return {
    record,
    injection: injectionOf(verdict, record.operation, deps.errorBodies),
    holdMs: verdict.holdMs,
    realMs: scenario.realMs,
    reveal: scenario.document.revealFaults,
    keepAnswers: scenario.keepAnswers,
    sent,
    ...rationed(verdict, deps.now),
    settle(outcome) {
      if (record.end !== null) return;
      complete(record, outcome, deps.now());
      record.reached = reachOf(record);
      record.racing = placed.leave(record.reached === 'good');
      if (write !== undefined) record.effect = write.close(record);
      deps.onSettled(record, slot);
    },
  };
}

/** What the answer is to say of a quota, and who takes what it counts. */
function rationed(
  { fault, parameters, charge }: Verdict,
  now: () => number,
): Pick<Ruling, 'ration'> | undefined {
  if (fault?.kind !== 'quota' || charge === undefined) return undefined;
  return {
    ration: {
      fields: quotaFields(fault.style, readingOf(parameters), now()),
      charge: (tokens) => charge(tokens, now()),
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
  if (outcome.usage !== undefined) record.usage = outcome.usage;
  if (outcome.suppressed !== undefined) record.suppressed = outcome.suppressed;
}

function recordOf(
  deps: DecideDeps,
  facts: RequestFacts,
  { method, path, operation, call, attempt, retry, racing, digest, key }: Placed,
  scenario: CompiledScenario,
  { identity, ordinal }: SessionState,
  verdict: Verdict,
  now: number,
): DecisionRecord {
  return {
    v: 1,
    id: deps.nextId(),
    run: deps.run,
    session: identity.session,
    arm: identity.arm,
    operation,
    call,
    attempt,
    retry,
    racing,
    digest,
    key,
    ordinal,
    method,
    path,
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
    reached: null,
    effect: null,
  };
}
