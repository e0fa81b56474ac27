import type { BreakerSettings } from '@chaos-lab/contracts';

const BUCKETS = 10;

/**
 * What a closed breaker counts: failures since the last success, or the share of failures among the
 * calls of the last `windowS`, in ten buckets.
 */
export class FailureWindow {
  readonly #settings: BreakerSettings;
  readonly #bucketMs: number;
  readonly #buckets: { slot: number; calls: number; failures: number }[] = [];
  #consecutive = 0;

  constructor(settings: BreakerSettings, leastMs: number) {
    this.#settings = settings;
    this.#bucketMs = Math.max(settings.windowS * 1000, leastMs) / BUCKETS;
  }

  /** Counts a call that ended at lab ms; true where it is time to open. */
  count(failed: boolean, nowMs: number): boolean {
    this.#consecutive = failed ? this.#consecutive + 1 : 0;
    const { consecutiveFailures, volumeThreshold, errorThresholdPercentage } = this.#settings;
    if (consecutiveFailures !== undefined) return this.#consecutive >= consecutiveFailures;
    const slot = Math.floor(nowMs / this.#bucketMs);
    while ((this.#buckets[0]?.slot ?? Infinity) <= slot - BUCKETS) this.#buckets.shift();
    let last = this.#buckets.at(-1);
    if (last?.slot !== slot) {
      last = { slot, calls: 0, failures: 0 };
      this.#buckets.push(last);
    }
    last.calls += 1;
    if (failed) last.failures += 1;
    let calls = 0;
    let failures = 0;
    for (const bucket of this.#buckets) {
      calls += bucket.calls;
      failures += bucket.failures;
    }
    return (
      failed && calls >= volumeThreshold && (failures / calls) * 100 > errorThresholdPercentage
    );
  }
}
