import type { RetryBudgetSettings } from '@chaos-lab/contracts';
import { Breakers, type BreakersOptions } from './breakers.ts';
import { RetryBudget } from './retry-budget.ts';

/** Arms and settings come with the tasks, so that their number is up to who sends them. */
const MAX_SHARED = 1_000;

/** Takes the oldest out of what has grown too large. */
function dropOldest<T>(shared: Map<string, T>): T | undefined {
  const [oldest] = shared;
  if (shared.size <= MAX_SHARED || oldest === undefined) return undefined;
  shared.delete(oldest[0]);
  return oldest[1];
}

/** Breakers and budgets that outlive a task: one of each per settings, since arms may differ. */
export class SharedState {
  readonly #breakers = new Map<string, Breakers>();
  readonly #budgets = new Map<string, RetryBudget>();

  /** `owner` is who shares them: tasks of one playbook and arm. */
  breakers(owner: string, options: BreakersOptions): Breakers {
    const key = `${owner}\n${options.timeScale}\n${JSON.stringify(options.settings)}`;
    const known = this.#breakers.get(key);
    if (known !== undefined) return known;
    const breakers = new Breakers(options);
    this.#breakers.set(key, breakers);
    dropOldest(this.#breakers)?.close();
    return breakers;
  }

  budget(owner: string, settings: RetryBudgetSettings): RetryBudget {
    const key = `${owner}\n${JSON.stringify(settings)}`;
    const known = this.#budgets.get(key);
    if (known !== undefined) return known;
    const budget = new RetryBudget(settings);
    this.#budgets.set(key, budget);
    dropOldest(this.#budgets);
    return budget;
  }

  /** The fewest tokens left in any budget, undefined where there is none. */
  fewestTokens(): number | undefined {
    if (this.#budgets.size === 0) return undefined;
    return Math.min(...[...this.#budgets.values()].map(({ tokens }) => tokens));
  }

  close(): void {
    for (const breakers of this.#breakers.values()) breakers.close();
    this.#breakers.clear();
    this.#budgets.clear();
  }
}
