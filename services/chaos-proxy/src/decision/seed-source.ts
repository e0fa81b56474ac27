import type { FaultOf, FaultSpec } from '@chaos-lab/contracts';
import type { FaultParameters } from '../ruling.ts';
import type { CompiledFault, CompiledRule } from '../scenario/compile.ts';
import type { InForce } from '../schedules/gate.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { addressOf } from './address.ts';
import { afterDelay, type Delayed, delayedBy, ownDraw } from './delayed.ts';
import { count, isInForce } from './rule-in-force.ts';
import { choose } from './choose.ts';
import { type Draws, draws } from './draws.ts';
import {
  type DecisionSource,
  NO_PARAMETERS,
  NO_RULE,
  type Question,
  type Verdict,
} from './verdict.ts';

/** Turns the two parameter draws of a fault into what they stand for. */
export type ParametersOf = (spec: FaultSpec, u2: number, u3: number) => FaultParameters;

export type SeedSourceDeps = {
  readonly sessions: Pick<Sessions, 'scope'>;
  readonly parametersOf: ParametersOf;
};

/**
 * Decides by seed: the first rule that matches, with one draw. One that says `then: continue` and fires
 * delays the request, and the rules behind it are tried as well.
 */
export function seedSource(deps: SeedSourceDeps): DecisionSource {
  return (question) => {
    let delayed: Delayed | undefined;
    for (const rule of question.scenario.rulesFor(question.facts.identity.arm)) {
      if (!isInForce(rule, question)) continue;
      const { mismatch, nth } = rule.match;
      if (mismatch(question) !== null) continue;
      if (nth !== undefined && !nth(question.state.countMatch(question.scenario, rule))) continue;
      const verdict = byRule(deps, question, rule);
      if (verdict.fault !== null) count(rule, question);
      if (!rule.goesOn) return afterDelay(verdict, delayed);
      if (verdict.fault !== null) delayed = delayedBy(verdict, delayed);
    }
    return afterDelay(NO_RULE, delayed);
  };
}

function byRule(deps: SeedSourceDeps, question: Question, rule: CompiledRule): Verdict {
  const { scenario, facts, operation, call, attempt } = question;
  const inForce = rule.schedule === undefined ? undefined : askSchedule(deps, question, rule);
  const rate = inForce === undefined ? rule.rate : inForce.rate;
  const address = addressOf(operation, call);
  const u = draws(
    scenario.seed,
    facts.identity.session,
    rule.goesOn ? ownDraw(rule, address) : address,
    attempt,
  );
  const calm: Verdict = {
    rule: rule.name,
    rate,
    draws: u,
    fault: null,
    phase: null,
    parameters: NO_PARAMETERS,
    suppressed: null,
    timed: rule.dependsOn === 'clock' || rule.limits.until !== undefined,
    source: 'seed',
    expected: rule.stateful ? 0 : rate,
    holdMs: inForce === undefined ? 0 : inForce.holdMs,
  };
  return u[0] < rate ? fire(deps, question, rule, calm, u) : calm;
}

function fire(
  deps: SeedSourceDeps,
  question: Question,
  rule: CompiledRule,
  calm: Verdict,
  u: Draws,
): Verdict {
  const index = choose(rule.sums, u[1]);
  const chosen = rule.faults[index] as CompiledFault;
  const { spec, phase } = chosen;
  const parameters = deps.parametersOf(spec, u[2], u[3]);
  const expected = rule.stateful ? 1 : calm.expected;
  const verdict = { ...calm, fault: spec, phase, parameters, expected };
  if (spec.kind === 'rate-limit') return limit(question, rule, index, spec, verdict);
  return spec.kind === 'quota' ? ration(question, rule, index, spec, verdict) : verdict;
}

function askSchedule(deps: SeedSourceDeps, question: Question, rule: CompiledRule): InForce {
  const { scenario, state, now, attempt, facts } = question;
  const scope = deps.sessions.scope(rule.scope, state, now);
  const gate = scope.gate(scenario, rule, facts.identity.session);
  if (gate === undefined) return { rate: rule.rate, holdMs: 0 };
  return gate({ now: scope.labTime(scenario, now), ordinal: state.ordinal, attempt });
}

/** A token bucket has the last word: while it has tokens, the call goes through. */
function limit(
  { scenario, state, now }: Question,
  rule: CompiledRule,
  index: number,
  spec: FaultOf<'rate-limit'>,
  verdict: Verdict,
): Verdict {
  const bucket = state.bucket(scenario, rule, index, spec);
  const { allowed, ...met } = bucket.take(state.labTime(scenario, now));
  return {
    ...verdict,
    timed: true,
    suppressed: allowed ? 'tokens-left' : null,
    expected: allowed ? 0 : 1,
    parameters: { ...verdict.parameters, ...met },
  };
}

/** As a token bucket has; and what the answer counts is taken from the budget later. */
function ration(
  { scenario, state, now }: Question,
  rule: CompiledRule,
  index: number,
  spec: FaultOf<'quota'>,
  verdict: Verdict,
): Verdict {
  const quota = state.quota(scenario, rule, index, spec);
  const { allowed, parameters } = quota.take(state.labTime(scenario, now));
  return {
    ...verdict,
    timed: true,
    suppressed: allowed ? 'tokens-left' : null,
    expected: allowed ? 0 : 1,
    parameters: { ...verdict.parameters, ...parameters },
    charge: (tokens, later) => quota.charge(state.labTime(scenario, later), tokens),
  };
}
