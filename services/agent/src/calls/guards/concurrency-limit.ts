import type { ConcurrencySettings } from '@chaos-lab/contracts';

/** How a call ended, for the limit: its time in lab ms, or that the service had too much to do. */
export type CallEnd =
  | { readonly type: 'answered'; readonly tookMs: number }
  | { readonly type: 'overload' }
  | { readonly type: 'other' };

interface Waiter {
  readonly go: () => void;
}

/**
 * How many calls of a route may be under way at once, by what their times say: TCP Vegas on requests
 * (Brakmo and Peterson 1995, as in Netflix's concurrency-limits). Of `limit` calls, limit·(1 − least/took)
 * stand in a queue; fewer than 3·log10(limit) let the limit grow, more than 6·log10(limit) let it shrink.
 * A refusal or a timeout cuts it by `decrease`, once for all calls that were under way together.
 */
export class ConcurrencyLimit {
  readonly #settings: ConcurrencySettings;
  readonly #waiting: Waiter[] = [];
  #limit: number;
  #underWay = 0;
  #leastMs = Infinity;
  #cutAtMs = -Infinity;
  #learntMs = 0;

  constructor(settings: ConcurrencySettings) {
    this.#settings = settings;
    this.#limit = settings.initial;
  }

  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Takes a place, or waits for one in turn; false where `off` fires before. */
  async enter(off: AbortSignal): Promise<boolean> {
    if (this.#underWay < this.limit && this.#waiting.length === 0) {
      this.#underWay += 1;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter: Waiter = { go: () => resolve(true) };
    this.#waiting.push(waiter);
    const leave = (): void => {
      const at = this.#waiting.indexOf(waiter);
      if (at === -1) return;
      this.#waiting.splice(at, 1);
      resolve(false);
    };
    if (off.aborted) leave();
    else off.addEventListener('abort', leave, { once: true });
    try {
      return await promise;
    } finally {
      off.removeEventListener('abort', leave);
    }
  }

  /** Gives the place of a call back that began and ended at lab ms. */
  leave(end: CallEnd, beganMs: number, nowMs: number): void {
    this.#underWay -= 1;
    if (end.type === 'answered') this.#learn(end.tookMs, nowMs);
    else if (end.type === 'overload' && beganMs >= this.#cutAtMs) {
      this.#cutAtMs = nowMs;
      this.#set(this.#limit * this.#settings.decrease);
    }
    while (this.#underWay < this.limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#underWay += 1;
      next.go();
    }
  }

  #learn(tookMs: number, nowMs: number): void {
    // Drifts up by a two-thousandth a second, so that a service that has become slower for good is
    // believed in the end.
    const drifted = this.#leastMs * (1 + Math.max(0, nowMs - this.#learntMs) / 2_000_000);
    this.#leastMs = Math.max(1, Math.min(drifted, tookMs));
    this.#learntMs = nowMs;
    const queued = this.#limit * (1 - this.#leastMs / Math.max(1, tookMs));
    const step = Math.max(1, Math.log10(this.#limit));
    if (queued > 6 * step) this.#set(this.#limit - step);
    else if (queued < 3 * step && this.#underWay + 1 >= this.#limit / 2) {
      this.#set(this.#limit + step / this.#limit);
    }
  }

  #set(limit: number): void {
    this.#limit = Math.min(this.#settings.max, Math.max(this.#settings.min, limit));
  }
}
