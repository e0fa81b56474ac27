import { FAULT_PHASES, type FaultSpec, HEADER, type Scenario } from '@chaos-lab/contracts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { shortFault } from '../scenario/short-form.ts';
import { addressOf } from './address.ts';
import { draws } from './draws.ts';
import type { ParametersOf } from './seed-source.ts';
import type { DecisionSource, Question, Verdict } from './verdict.ts';

type Allowance = NonNullable<Scenario['requestedFaults']>;

const REQUEST = HEADER.faultRequest.toLowerCase();

/**
 * Lets a request name its own fault in the short form, as `Chaos-Fault-Request: http-503`, where the
 * scenario allows that kind; else the other source decides.
 */
export function requestedSource(inner: DecisionSource, parametersOf: ParametersOf): DecisionSource {
  return (question) => {
    const allowance = question.scenario.document.requestedFaults;
    if (allowance === undefined) return inner(question);
    const asked = question.facts.headers[REQUEST];
    if (typeof asked !== 'string') return inner(question);
    const granted = grant(asked, allowance);
    if (typeof granted !== 'string') return grantedVerdict(question, granted, parametersOf);
    const verdict = inner(question);
    return { ...verdict, parameters: { ...verdict.parameters, requestRefused: granted } };
  };
}

/** The fault asked for, within its cap; else why it is refused. */
function grant(asked: string, allowance: Allowance): FaultSpec | string {
  let spec: FaultSpec;
  try {
    spec = shortFault(asked.trim());
  } catch (error) {
    if (error instanceof ScenarioError) return 'no fault of that name';
    throw error;
  }
  if (!allowance.kinds.includes(spec.kind)) return `${spec.kind} is not allowed`;
  if ('capMs' in spec) return { ...spec, capMs: Math.min(spec.capMs, allowance.maxDelayMs) };
  return spec;
}

function grantedVerdict(question: Question, fault: FaultSpec, parametersOf: ParametersOf): Verdict {
  const { scenario, facts, operation, call, attempt } = question;
  const u = draws(scenario.seed, facts.identity.session, addressOf(operation, call), attempt);
  return {
    rule: null,
    rate: 1,
    draws: u,
    fault,
    phase: fault.phase ?? FAULT_PHASES[fault.kind][0],
    parameters: parametersOf(fault, u[2], u[3]),
    suppressed: null,
    timed: false,
    source: 'request',
    expected: 1,
    holdMs: 0,
  };
}
