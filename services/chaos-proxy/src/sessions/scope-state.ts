import type { CompiledRule, CompiledScenario } from '../scenario/compile.ts';
import type { Gate } from '../schedules/gate.ts';
import { scheduleKind } from '../schedules/kinds.ts';
import { TokenBucket } from './token-bucket.ts';

/**
 * The clock and the rule states that the requests of one scope share. The states belong to one
 * version of the scenario and start anew with the next; the clock goes on.
 */
export class ScopeState {
  /** When the first request of the scope came, in real ms. */
  readonly startedAt: number;
  #scenario: CompiledScenario | undefined;
  #gates: (Gate | undefined)[] = [];
  #buckets: Map<number, TokenBucket> | undefined;
  #matches: number[] | undefined;

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** Lab ms since the scope's first request. */
  labTime(scenario: CompiledScenario, now: number): number {
    return Math.max(0, now - this.startedAt) * scenario.timeScale;
  }

  gate(scenario: CompiledScenario, rule: CompiledRule, session: string): Gate | undefined {
    if (rule.schedule === undefined) return undefined;
    this.#adopt(scenario);
    const known = this.#gates[rule.index];
    if (known !== undefined) return known;
    const made = scheduleKind(rule.schedule).gate(rule.schedule, {
      seed: scenario.seed,
      session,
      rule: rule.name,
      rate: rule.rate,
      sweepRate: scenario.document.sweepRate,
    });
    this.#gates[rule.index] = made;
    return made;
  }

  /** The 1-based ordinal of a request among those that fit a rule. */
  countMatch(scenario: CompiledScenario, rule: CompiledRule): number {
    this.#adopt(scenario);
    this.#matches ??= [];
    const ordinal = (this.#matches[rule.index] ?? 0) + 1;
    this.#matches[rule.index] = ordinal;
    return ordinal;
  }

  /** The token bucket of fault number `fault` of a rule. */
  bucket(
    scenario: CompiledScenario,
    rule: CompiledRule,
    fault: number,
    settings: { readonly limit: number; readonly refillPerS: number },
  ): TokenBucket {
    this.#adopt(scenario);
    this.#buckets ??= new Map();
    const key = rule.index * 1_000_000 + fault;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket(settings.limit, settings.refillPerS);
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }

  #adopt(scenario: CompiledScenario): void {
    if (this.#scenario === scenario) return;
    this.#scenario = scenario;
    this.#gates = [];
    this.#buckets = undefined;
    this.#matches = undefined;
  }
}
