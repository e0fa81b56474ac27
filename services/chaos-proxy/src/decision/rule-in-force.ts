import type { CompiledRule } from '../scenario/compile.ts';
import type { Question } from './verdict.ts';

/** Whether the limits of a rule leave a request to it. */
export function isInForce(rule: CompiledRule, { scenario, state, facts, now }: Question): boolean {
  const { times, until, holdsFor } = rule.limits;
  if (until !== undefined && now >= until) return false;
  if (holdsFor !== undefined && !holdsFor(scenario.seed, facts.identity.session)) return false;
  return times === undefined || state.rule(scenario, rule).fired < times;
}

/** Counts a fault of a rule against what it is limited to. */
export function count(rule: CompiledRule, { scenario, state }: Question): void {
  if (rule.limits.times !== undefined) state.rule(scenario, rule).fired += 1;
}
