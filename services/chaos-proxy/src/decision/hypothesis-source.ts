import { addressOf } from './address.ts';
import { draws } from './draws.ts';
import type { Hypotheses } from './hypotheses.ts';
import type { ParametersOf } from './seed-source.ts';
import { type DecisionSource, NO_RULE, type Verdict } from './verdict.ts';

const GOES_THROUGH: Verdict = Object.freeze({ ...NO_RULE, source: 'hypothesis' });

/** Parameters are drawn without the session: equal faults are equal in every session that tries them. */
const EVERY_SESSION = '';

/** Decides as the hypothesis of the session and arm says; without one the other source decides. */
export function hypothesisSource(
  hypotheses: Hypotheses,
  inner: DecisionSource,
  parametersOf: ParametersOf,
): DecisionSource {
  return (question) => {
    if (hypotheses.size === 0) return inner(question);
    const { state, operation, call, attempt, scenario } = question;
    if (!hypotheses.has(state.key)) return inner(question);
    const assumed = hypotheses.take(state.key, operation, call, attempt);
    if (assumed === undefined) return GOES_THROUGH;
    const { fault, phase } = assumed;
    const u = draws(scenario.seed, EVERY_SESSION, addressOf(operation, call), attempt);
    return {
      ...GOES_THROUGH,
      rate: 1,
      expected: 1,
      fault,
      phase,
      parameters: parametersOf(fault, u[2], u[3]),
    };
  };
}
