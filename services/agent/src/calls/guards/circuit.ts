import { EventEmitter } from 'node:events';
import type { BreakerSettings } from '@chaos-lab/contracts';
import CircuitBreaker from 'opossum';

type Work = () => Promise<unknown>;

/** What a call throws into its circuit where it counts against the route; all else counts for it. */
export class RouteFailed extends Error {
  /** Whether the circuit opened by it. */
  opened = false;
}

const BUCKETS = 10;

/** The longest delay of a timer, ms: longer than any `resetAfterS` that a playbook may ask for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const HALF_OPEN = {
  name: 'route',
  enabled: true,
  closed: false,
  open: false,
  halfOpen: true,
  warmUp: false,
  shutdown: false,
};

/**
 * An opossum breaker whose rolling window of `windowMs` follows a clock of ours. Its own timer never
 * makes a trial due, since it knows no decided time: a due one is a circuit that starts half-open.
 */
export class Circuit {
  readonly breaker: CircuitBreaker<[Work]>;
  readonly #turn = new EventEmitter();
  readonly #bucketMs: number;
  #slot: number | undefined;

  constructor(settings: BreakerSettings, windowMs: number, start: 'closed' | 'half-open') {
    this.#bucketMs = windowMs / BUCKETS;
    const options: CircuitBreaker.Options<[Work]> & { state?: typeof HALF_OPEN } = {
      // Each call has a limit of its own, which also ends the request.
      timeout: false,
      resetTimeout: LONGEST_TIMER_MS,
      rollingCountBuckets: BUCKETS,
      rotateBucketController: this.#turn,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      errorThresholdPercentage: settings.errorThresholdPercentage,
      volumeThreshold:
        settings.consecutiveFailures === undefined
          ? settings.volumeThreshold
          : Number.MAX_SAFE_INTEGER,
      errorFilter: (error: unknown) => !(error instanceof RouteFailed),
      ...(start === 'half-open' && { state: HALF_OPEN }),
    };
    this.breaker = new CircuitBreaker((work: Work) => work(), options);
  }

  /** Lets go of what is older than the window at `nowMs`. */
  turnTo(nowMs: number): void {
    const slot = Math.floor(nowMs / this.#bucketMs);
    const turns = Math.min(BUCKETS, slot - (this.#slot ?? slot));
    for (let turn = 0; turn < turns; turn += 1) this.#turn.emit('rotate');
    this.#slot = slot;
  }
}
