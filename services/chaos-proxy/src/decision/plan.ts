import type { FaultSpec, Identity, Phase } from '@chaos-lab/contracts';
import type { FaultParameters } from '../ruling.ts';
import type { CompiledRule, CompiledScenario } from '../scenario/compile.ts';
import type { Matchable } from '../scenario/match.ts';
import { scheduleKind } from '../schedules/kinds.ts';
import { choose } from './choose.ts';
import { type Draws, draws } from './draws.ts';
import type { ParametersOf } from './seed-source.ts';

/** What will become of one call, as far as anybody can know before it is made. */
export type Planned = {
  readonly operation: string;
  readonly attempt: number;
  readonly rule: string | null;
  /** The rate in force, or that of the rule where its schedule cannot be foreseen. */
  readonly rate: number;
  readonly draws: Draws | null;
  readonly fault: FaultSpec | null;
  readonly phase: Phase | null;
  readonly parameters: FaultParameters | null;
  /** False where a schedule or a token bucket has the last word: then the fault is what comes while it is in force. */
  readonly certain: boolean;
};

export type PlannedCall = Matchable & { readonly operation: string };

export type PlanDeps = {
  readonly scenario: CompiledScenario;
  readonly identity: Identity;
  readonly parametersOf: ParametersOf;
};

/** What becomes of attempts 1 to `attempts` of a call. Pure: nothing is counted or started. */
export function plan(deps: PlanDeps, call: PlannedCall, attempts: number): Planned[] {
  const { scenario, identity } = deps;
  const rule = scenario
    .rulesFor(identity.arm)
    .find(({ match }) => match.mismatch(call, call.operation) === null);
  return Array.from({ length: attempts }, (_, index) =>
    rule === undefined ? calm(call.operation, index + 1) : foresee(deps, rule, call, index + 1),
  );
}

function calm(operation: string, attempt: number): Planned {
  return {
    operation,
    attempt,
    rule: null,
    rate: 0,
    draws: null,
    fault: null,
    phase: null,
    parameters: null,
    certain: true,
  };
}

function foresee(deps: PlanDeps, rule: CompiledRule, call: PlannedCall, attempt: number): Planned {
  const { operation } = call;
  const { scenario, identity } = deps;
  const u = draws(scenario.seed, identity.session, operation, attempt);
  const rate = rateOf(deps, rule, attempt);
  const foreseen = {
    operation,
    attempt,
    rule: rule.name,
    rate,
    draws: u,
    certain: rule.dependsOn === undefined || rule.dependsOn === 'attempt',
  };
  const chosen = u[0] < rate ? rule.faults[choose(rule.sums, u[1])] : undefined;
  if (chosen === undefined) return { ...foreseen, fault: null, phase: null, parameters: null };
  const { spec, phase } = chosen;
  const parameters = deps.parametersOf(spec, u[2], u[3]);
  const certain = foreseen.certain && spec.kind !== 'rate-limit';
  return { ...foreseen, fault: spec, phase, parameters, certain };
}

function rateOf({ scenario, identity }: PlanDeps, rule: CompiledRule, attempt: number): number {
  const { schedule } = rule;
  if (schedule === undefined || rule.dependsOn !== 'attempt') return rule.rate;
  const gate = scheduleKind(schedule).gate(schedule, {
    seed: scenario.seed,
    session: identity.session,
    rule: rule.name,
    rate: rule.rate,
    sweepRate: scenario.document.sweepRate,
  });
  return gate({ now: 0, ordinal: attempt, attempt }).rate;
}
