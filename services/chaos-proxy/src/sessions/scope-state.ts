import type { CompiledRule, CompiledScenario } from '../scenario/compile.ts';
import type { Gate } from '../schedules/gate.ts';
import { scheduleKind } from '../schedules/kinds.ts';
import { Quota } from './quota.ts';
import { type RuleState, RuleStates } from './rule-states.ts';
import { TokenBucket } from './token-bucket.ts';

/** The clock and the states of rules that the requests of one scope share. */
export class ScopeState {
  /** When the first request of the scope came, in real ms. */
  readonly startedAt: number;
  #rules: RuleStates | undefined;

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** Lab ms since the scope's first request. */
  labTime(scenario: CompiledScenario, now: number): number {
    return Math.max(0, now - this.startedAt) * scenario.timeScale;
  }

  gate(scenario: CompiledScenario, rule: CompiledRule, session: string): Gate | undefined {
    if (rule.schedule === undefined) return undefined;
    const state = this.rule(scenario, rule);
    state.gate ??= scheduleKind(rule.schedule).gate(rule.schedule, {
      seed: scenario.seed,
      session,
      rule: rule.name,
      rate: rule.rate,
      sweepRate: scenario.document.sweepRate,
    });
    return state.gate;
  }

  /** The 1-based ordinal of a request among those that fit a rule. */
  countMatch(scenario: CompiledScenario, rule: CompiledRule): number {
    const state = this.rule(scenario, rule);
    state.matches += 1;
    return state.matches;
  }

  /** The token bucket of fault number `fault` of a rule. */
  bucket(
    scenario: CompiledScenario,
    rule: CompiledRule,
    fault: number,
    settings: { readonly limit: number; readonly refillPerS: number },
  ): TokenBucket {
    const { buckets } = this.rule(scenario, rule);
    let bucket = buckets.get(fault);
    if (bucket === undefined) {
      bucket = new TokenBucket(settings.limit, settings.refillPerS);
      buckets.set(fault, bucket);
    }
    return bucket;
  }

  /** The quota of fault number `fault` of a rule. */
  quota(
    scenario: CompiledScenario,
    rule: CompiledRule,
    fault: number,
    settings: ConstructorParameters<typeof Quota>[0],
  ): Quota {
    const { quotas } = this.rule(scenario, rule);
    let quota = quotas.get(fault);
    if (quota === undefined) {
      quota = new Quota(settings);
      quotas.set(fault, quota);
    }
    return quota;
  }

  /** What this scope remembers of a rule of the scenario in force. */
  rule(scenario: CompiledScenario, rule: CompiledRule): RuleState {
    this.#rules ??= new RuleStates();
    return this.#rules.of(scenario.rules, rule);
  }
}
