import type { RetryBudgetSettings } from '@chaos-lab/contracts';
import { RetryBudget } from './retry-budget.ts';

/**
 * A retry budget for each route, made when it is first used. One for all routes would let the
 * successes of the healthy ones pay for the retries that keep a sick one down.
 */
export class RetryBudgets {
  readonly #settings: RetryBudgetSettings;
  readonly #now: () => number;
  readonly #routes = new Map<string, RetryBudget>();

  /** `now` in lab ms. */
  constructor(settings: RetryBudgetSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  of(route: string): RetryBudget {
    const known = this.#routes.get(route);
    if (known !== undefined) return known;
    const budget = new RetryBudget(this.#settings, this.#now);
    this.#routes.set(route, budget);
    return budget;
  }

  /** The fewest tokens left for any route. */
  fewestTokens(): number {
    return Math.min(
      this.#settings.capacity,
      ...[...this.#routes.values()].map(({ tokens }) => tokens),
    );
  }
}
