import { createHash } from 'node:crypto';
import {
  FAULT_PHASES,
  type FaultSpec,
  type Phase,
  type Rule,
  type Scenario,
  type Schedule,
} from '@chaos-lab/contracts';
import { cumulative } from '../decision/choose.ts';
import type { LeftOut } from '../naming/canonical.ts';
import { scheduleKind } from '../schedules/kinds.ts';
import type { Dependence, Scope } from '../schedules/gate.ts';
import { compileMatch, type RuleMatch } from './match.ts';
import { type CompiledNaming, compileComparison, compileNaming } from './naming.ts';
import { compileLimits, type RuleLimits } from './limits.ts';
import { resolveSweep } from './sweep.ts';

export type CompiledFault = { readonly spec: FaultSpec; readonly phase: Phase };

export type CompiledRule = {
  readonly index: number;
  /** The name of the rule, else its place: `rules[0]`. */
  readonly name: string;
  readonly source: Rule;
  readonly match: RuleMatch;
  readonly rate: number;
  readonly faults: readonly CompiledFault[];
  /** Running sums of the weights of `faults`. */
  readonly sums: Float64Array;
  readonly schedule: Schedule | undefined;
  readonly scope: Scope;
  /** What the schedule, if any, goes by. */
  readonly dependsOn: Dependence | undefined;
  /** Whether a token bucket may have a say in what goes out. */
  readonly stateful: boolean;
  readonly limits: RuleLimits;
  readonly goesOn: boolean;
};

/** One version of a scenario, ready to decide; never changed once made. */
export type CompiledScenario = {
  readonly document: Scenario;
  /** Hash of the document: equal documents have equal versions. */
  readonly version: string;
  readonly seed: number;
  readonly timeScale: number;
  readonly realMs: (labMs: number) => number;
  readonly rules: readonly CompiledRule[];
  /** Its own ways of naming requests, in order. */
  readonly naming: readonly CompiledNaming[];
  /** What is left out of a body where requests of an operation are compared. */
  readonly leftOut: (operation: string) => LeftOut;
  /** Whether a fault of it needs the answers of earlier requests. */
  readonly keepAnswers: boolean;
  /** The rules that can match this arm, in order. */
  readonly rulesFor: (arm: string) => readonly CompiledRule[];
};

const MAX_CACHED_ARMS = 4_096;

/** Defaults for what a scenario leaves open. */
export type ScenarioDefaults = { readonly seed: number; readonly timeScale: number };

/**
 * Compiles a checked scenario without unresolved sweeps. A rule that is as it was in `before` is the
 * same object again, so that what sessions remember of it goes on.
 */
export function compileScenario(
  document: Scenario,
  defaults: ScenarioDefaults,
  before?: CompiledScenario,
): CompiledScenario {
  const reuse = reusableRules(document, defaults, before);
  const rules = document.rules.map(
    (rule, index) => reuse(rule, index) ?? compileRule(rule, index, document.sweepRate),
  );
  const timeScale = document.timeScale ?? defaults.timeScale;
  return {
    document,
    version: versionOf({ ...defaults, ...document }),
    seed: document.seed ?? defaults.seed,
    timeScale,
    realMs: (labMs) => labMs / timeScale,
    rules,
    naming: (document.naming ?? []).map(compileNaming),
    leftOut: compileComparison(document.comparison ?? []),
    keepAnswers: rules.some(({ faults }) => faults.some(({ spec }) => spec.kind === 'stale')),
    rulesFor: armIndex(rules),
  };
}

/** What a rule decides depends on the seed and the swept rate too; where those changed, none is the same. */
function reusableRules(
  document: Scenario,
  defaults: ScenarioDefaults,
  before: CompiledScenario | undefined,
): (rule: Rule, index: number) => CompiledRule | undefined {
  const isOther =
    before === undefined ||
    before.seed !== (document.seed ?? defaults.seed) ||
    before.document.sweepRate !== document.sweepRate;
  if (isOther) return () => undefined;
  const known = new Map(before.rules.map((rule) => [identityOf(rule.source, rule.index), rule]));
  return (rule, index) => known.get(identityOf(rule, index));
}

/** A rule without a name is told by its place. */
function identityOf(rule: Rule, index: number): string {
  return rule.name === undefined ? `${index} ${JSON.stringify(rule)}` : JSON.stringify(rule);
}

function compileRule(rule: Rule, index: number, sweepRate: number | undefined): CompiledRule {
  const { schedule } = rule;
  const kind = schedule === undefined ? undefined : scheduleKind(schedule);
  return {
    index,
    name: rule.name ?? `rules[${index}]`,
    source: rule,
    match: compileMatch(rule.match),
    rate: resolveSweep(rule.rate, sweepRate),
    faults: rule.faults.map((spec) => ({ spec, phase: phaseOf(spec, rule.phase) })),
    sums: cumulative(rule.faults.map((fault) => fault.weight)),
    schedule,
    scope: schedule === undefined ? 'session' : (kind?.scope(schedule) ?? 'session'),
    stateful: rule.faults.some(({ kind }) => kind === 'rate-limit' || kind === 'quota'),
    dependsOn: schedule === undefined ? undefined : kind?.dependsOn(schedule),
    limits: compileLimits(rule),
    goesOn: rule.then === 'continue',
  };
}

function phaseOf(spec: FaultSpec, rulePhase: Phase | undefined): Phase {
  const possible: readonly Phase[] = FAULT_PHASES[spec.kind];
  if (spec.phase !== undefined) return spec.phase;
  if (rulePhase !== undefined && possible.includes(rulePhase)) return rulePhase;
  return FAULT_PHASES[spec.kind][0];
}

/** Arms are few and rules for one arm only may be many, so the arm is looked at once. */
function armIndex(all: readonly CompiledRule[]): (arm: string) => readonly CompiledRule[] {
  const rules = all.filter(({ source }) => source.enabled !== false);
  if (rules.every((rule) => rule.match.arm === undefined)) return () => rules;
  const cache = new Map<string, readonly CompiledRule[]>();
  return (arm) => {
    const known = cache.get(arm);
    if (known !== undefined) return known;
    if (cache.size >= MAX_CACHED_ARMS) cache.clear();
    const found = rules.filter((rule) => rule.match.arm === undefined || rule.match.arm(arm));
    cache.set(arm, found);
    return found;
  };
}

function versionOf(document: object): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 16);
}
