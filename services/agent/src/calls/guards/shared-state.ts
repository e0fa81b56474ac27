import type { RetryBudgetSettings } from '@chaos-lab/contracts';
import { Admission, type AdmissionSettings } from './admission.ts';
import { Breakers, type BreakersOptions } from './breakers.ts';
import { RetryBudgets } from './retry-budgets.ts';

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
  readonly #budgets = new Map<string, RetryBudgets>();
  readonly #admissions = new Map<string, Admission>();

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

  /** `clock.now` in lab ms. */
  budgets(
    owner: string,
    settings: RetryBudgetSettings,
    clock: { readonly timeScale: number; readonly now: () => number },
  ): RetryBudgets {
    const key = `${owner}\n${clock.timeScale}\n${JSON.stringify(settings)}`;
    const known = this.#budgets.get(key);
    if (known !== undefined) return known;
    const budgets = new RetryBudgets(settings, clock.now);
    this.#budgets.set(key, budgets);
    dropOldest(this.#budgets);
    return budgets;
  }

  /** `clock.now` in lab ms. */
  admission(
    owner: string,
    settings: AdmissionSettings,
    clock: { readonly timeScale: number; readonly now: () => number },
  ): Admission {
    const key = `${owner}\n${clock.timeScale}\n${JSON.stringify(settings)}`;
    const known = this.#admissions.get(key);
    if (known !== undefined) return known;
    const admission = new Admission(settings, clock.now);
    this.#admissions.set(key, admission);
    dropOldest(this.#admissions);
    return admission;
  }

  /** The fewest tokens left in any budget, undefined where there is none. */
  fewestTokens(): number | undefined {
    if (this.#budgets.size === 0) return undefined;
    return Math.min(...[...this.#budgets.values()].map((budgets) => budgets.fewestTokens()));
  }

  close(): void {
    for (const breakers of this.#breakers.values()) breakers.close();
    this.#breakers.clear();
    this.#budgets.clear();
    this.#admissions.clear();
  }
}
