import type { ThrottleSettings } from '@chaos-lab/contracts';

const BUCKETS = 10;

/**
 * Adaptive throttling by the client (Beyer and others, Site Reliability Engineering, chapter 21): of the
 * requests of the last `window_s`, those beyond `k` times what the service accepted are kept off with
 * probability (requests − k·accepts) / (requests + 1), at most `max_share`.
 */
export class Throttle {
  readonly #settings: ThrottleSettings;
  readonly #now: () => number;
  readonly #buckets: { slot: number; requests: number; accepts: number }[] = [];

  /** `now` in lab ms. */
  constructor(settings: ThrottleSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Whether a request may go, by a uniform draw; it counts either way. */
  admits(draw: () => number): boolean {
    let requests = 0;
    let accepts = 0;
    const bucket = this.#bucket();
    for (const one of this.#buckets) {
      requests += one.requests;
      accepts += one.accepts;
    }
    bucket.requests += 1;
    const { k, max_share: most } = this.#settings;
    const share = Math.min(most, (requests - k * accepts) / (requests + 1));
    return share <= 0 || draw() >= share;
  }

  accepted(): void {
    this.#bucket().accepts += 1;
  }

  #bucket(): { slot: number; requests: number; accepts: number } {
    const slot = Math.floor((this.#now() / (this.#settings.window_s * 1000)) * BUCKETS);
    while ((this.#buckets[0]?.slot ?? Infinity) <= slot - BUCKETS) this.#buckets.shift();
    const last = this.#buckets.at(-1);
    if (last?.slot === slot) return last;
    const bucket = { slot, requests: 0, accepts: 0 };
    this.#buckets.push(bucket);
    return bucket;
  }
}
