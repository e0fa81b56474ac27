import type { RetryBudgetSettings } from '@chaos-lab/contracts';

/**
 * A token bucket that retries draw from and successes refill, so that the share of retries stays
 * bounded when nothing works any more. A retry of what timed out costs more than one of what was
 * answered, as in AWS's SDKs: a server that is late may still be working for nobody, and each
 * further call makes it later. The trickle is that of Finagle's budgets: where everybody waits for
 * a token, nobody would ever bring one.
 */
export class RetryBudget {
  readonly #settings: RetryBudgetSettings;
  readonly #now: () => number;
  #tokens: number;
  #countedMs: number;

  /** `now` in lab ms. */
  constructor(settings: RetryBudgetSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    this.#tokens = settings.capacity;
    this.#countedMs = now();
  }

  get tokens(): number {
    this.#trickle();
    return this.#tokens;
  }

  /** Pays for the retry of a call that failed like this; false where there are too few tokens. */
  take(condition: string): boolean {
    const cost = condition === 'timeout' ? this.#settings.timeout_cost : 1;
    if (this.tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  refill(): void {
    this.#add(this.#settings.refill_per_success);
  }

  #trickle(): void {
    const now = this.#now();
    this.#add((this.#settings.refill_per_s * (now - this.#countedMs)) / 1000);
    this.#countedMs = now;
  }

  #add(tokens: number): void {
    this.#tokens = Math.min(this.#settings.capacity, this.#tokens + tokens);
  }
}
