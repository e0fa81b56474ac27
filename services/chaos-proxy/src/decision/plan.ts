import type { FaultSpec, Identity, Phase } from '@chaos-lab/contracts';
import type { FaultParameters } from '../ruling.ts';
import type { CompiledRule, CompiledScenario } from '../scenario/compile.ts';
import type { Matchable } from '../scenario/condition.ts';
import { scheduleKind } from '../schedules/kinds.ts';
import { addressOf } from './address.ts';
import { choose } from './choose.ts';
import { type Draws, draws } from './draws.ts';
import type { ParametersOf } from './seed-source.ts';

/** What will become of one try of a call, as far as anybody can know before it is made. */
export type Planned = {
  readonly operation: string;
  readonly call: number;
  readonly attempt: number;
  readonly rule: string | null;
  /** The rate in force, or that of the rule where its schedule cannot be foreseen. */
  readonly rate: number;
  readonly draws: Draws | null;
  readonly fault: FaultSpec | null;
  readonly phase: Phase | null;
  readonly parameters: FaultParameters | null;
  /**
   * False where a schedule, a token bucket or the order of requests has the last word: then the fault
   * is what comes while it is in force.
   */
  readonly certain: boolean;
};

/** A request that a plan is made for; its call and attempt are the plan's to choose. */
export type PlannedCall = {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
};

export type PlanDeps = {
  readonly scenario: CompiledScenario;
  readonly identity: Identity;
  readonly parametersOf: ParametersOf;
};

/** How many calls of an operation are planned, and how many tries of each. */
export type PlanSize = { readonly calls: number; readonly attempts: number };

type Address = { readonly operation: string; readonly call: number; readonly attempt: number };

/** What becomes of each try of each call of an operation. Pure: nothing is counted or started. */
export function* plan(
  deps: PlanDeps,
  planned: PlannedCall,
  { calls, attempts }: PlanSize,
): Generator<Planned> {
  for (let call = 1; call <= calls; call += 1) {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      yield planOne(deps, planned, call, attempt);
    }
  }
}

function planOne(deps: PlanDeps, planned: PlannedCall, call: number, attempt: number): Planned {
  const { scenario, identity } = deps;
  const { operation, method, path } = planned;
  const address = { operation, call, attempt };
  // A plan knows neither headers, query and body nor the values in a path.
  const facts = { method, path, query: '', headers: {}, identity };
  const request: Matchable = { ...address, facts, content: { json: undefined } };
  const rule = scenario
    .rulesFor(identity.arm)
    .find(
      ({ match, limits, goesOn }) =>
        !goesOn &&
        limits.holdsFor?.(scenario.seed, identity.session) !== false &&
        match.mismatch(request) === null,
    );
  return rule === undefined ? calm(address) : foresee(deps, rule, address);
}

function calm(address: Address): Planned {
  return {
    ...address,
    rule: null,
    rate: 0,
    draws: null,
    fault: null,
    phase: null,
    parameters: null,
    certain: true,
  };
}

function foresee(deps: PlanDeps, rule: CompiledRule, address: Address): Planned {
  const { operation, call, attempt } = address;
  const { scenario, identity } = deps;
  const u = draws(scenario.seed, identity.session, addressOf(operation, call), attempt);
  const rate = rateOf(deps, rule, attempt);
  const byAddress = rule.dependsOn === undefined || rule.dependsOn === 'attempt';
  const foreseen = {
    ...address,
    rule: rule.name,
    rate,
    draws: u,
    certain: byAddress && rule.match.nth === undefined && isUnlimited(rule),
  };
  const chosen = u[0] < rate ? rule.faults[choose(rule.sums, u[1])] : undefined;
  if (chosen === undefined) return { ...foreseen, fault: null, phase: null, parameters: null };
  const { spec, phase } = chosen;
  const parameters = deps.parametersOf(spec, u[2], u[3]);
  const certain = foreseen.certain && spec.kind !== 'rate-limit';
  return { ...foreseen, fault: spec, phase, parameters, certain };
}

/** How often a rule has fired and what time it is are not the plan's to know. */
function isUnlimited({ limits: { times, until } }: CompiledRule): boolean {
  return times === undefined && until === undefined;
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
