import type { CompiledRule } from '../scenario/compile.ts';
import type { Gate } from '../schedules/gate.ts';
import type { Quota } from './quota.ts';
import type { TokenBucket } from './token-bucket.ts';

/** What one scope remembers of one rule; made where it is first needed. */
export type RuleState = {
  gate: Gate | undefined;
  /** Requests that fitted it. */
  matches: number;
  /** Faults that it decided. */
  fired: number;
  readonly buckets: Map<number, TokenBucket>;
  readonly quotas: Map<number, Quota>;
};

/**
 * The states of the rules of one scope. They go with their rules: when the scenario changes, those of
 * rules that are as they were stay, and the others start anew.
 */
export class RuleStates {
  #rules: readonly CompiledRule[] | undefined;
  readonly #states = new Map<CompiledRule, RuleState>();

  of(rules: readonly CompiledRule[], rule: CompiledRule): RuleState {
    this.#adopt(rules);
    const known = this.#states.get(rule);
    if (known !== undefined) return known;
    const made: RuleState = {
      gate: undefined,
      matches: 0,
      fired: 0,
      buckets: new Map(),
      quotas: new Map(),
    };
    this.#states.set(rule, made);
    return made;
  }

  #adopt(rules: readonly CompiledRule[]): void {
    if (this.#rules === rules) return;
    this.#rules = rules;
    if (this.#states.size === 0) return;
    const kept = new Set(rules);
    for (const rule of this.#states.keys()) if (!kept.has(rule)) this.#states.delete(rule);
  }
}
