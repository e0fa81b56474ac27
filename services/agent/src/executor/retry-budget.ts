import type { RetryBudgetSettings } from '@chaos-lab/contracts';

/**
 * A token bucket that retries of all tasks draw from and successes refill, so that the share of
 * retries stays bounded when nothing works any more. As in gRPC's and AWS's retry throttling.
 */
export class RetryBudget {
  readonly #settings: RetryBudgetSettings;
  #tokens: number;

  constructor(settings: RetryBudgetSettings) {
    this.#settings = settings;
    this.#tokens = settings.capacity;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Takes the token of one retry; false where there is none. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  refill(): void {
    const { capacity, refill_per_success: refill } = this.#settings;
    this.#tokens = Math.min(capacity, this.#tokens + refill);
  }
}
