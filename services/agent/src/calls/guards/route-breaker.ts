import type { BreakerSettings, BreakerState } from '@chaos-lab/contracts';
import { Circuit, RouteFailed } from './circuit.ts';

/** Two clocks in lab ms: decided time, which is repeatable, and what has really passed. */
export interface BreakerClock {
  readonly decided: () => number;
  readonly passed: () => number;
}

/** What is kept beside the state that opossum holds. */
type Kept =
  | { readonly type: 'closed'; consecutive: number }
  | { readonly type: 'open'; readonly decidedMs: number; readonly passedMs: number }
  | {
      readonly type: 'half-open';
      /** When the breaker opened: a trial that says nothing leaves it as it was. */
      readonly since: Extract<Kept, { type: 'open' }>;
      /** Resolves when the trial is over. */
      readonly over: Promise<void>;
      readonly end: () => void;
    };

/** What a call may do: go, wait for another's trial and ask again, or stay off. */
type Pass =
  | { readonly type: 'go'; readonly state: 'closed' | 'half-open' }
  | { readonly type: 'wait'; readonly over: Promise<void> }
  | { readonly type: 'off' };

interface RouteBreakerOptions {
  readonly settings: BreakerSettings;
  readonly clock: BreakerClock;
  /** The shortest window that makes sense, lab ms. */
  readonly leastWindowMs: number;
  readonly onMove: (from: BreakerState, to: BreakerState) => void;
}

/**
 * The breaker of one route: opossum counts, decides and holds the state; a trial is due when
 * `resetAfterS` have passed on either clock. One call makes it, the others wait for what becomes of it.
 */
export class RouteBreaker {
  readonly #options: RouteBreakerOptions;
  #circuit: Circuit;
  #kept: Kept = { type: 'closed', consecutive: 0 };

  constructor(options: RouteBreakerOptions) {
    this.#options = options;
    this.#circuit = this.#start('closed');
  }

  get state(): 'closed' | 'open' | 'half-open' {
    const { breaker } = this.#circuit;
    if (breaker.closed || breaker.isShutdown) return 'closed';
    return breaker.halfOpen ? 'half-open' : 'open';
  }

  /** Lab ms of decided time until a trial may go, 0 where the breaker is not open. */
  get openMs(): number {
    return this.#kept.type === 'open' ? this.#leftMs(this.#kept) : 0;
  }

  enter(): Pass {
    const kept = this.#kept;
    switch (kept.type) {
      case 'closed':
        return { type: 'go', state: 'closed' };
      case 'half-open':
        return { type: 'wait', over: kept.over };
      default: {
        if (this.#leftMs(kept) > 0) return { type: 'off' };
        this.#circuit.breaker.shutdown();
        this.#circuit = this.#start('half-open');
        const { promise: over, resolve: end } = Promise.withResolvers<void>();
        this.#move({ type: 'half-open', since: kept, over, end });
        return { type: 'go', state: 'half-open' };
      }
    }
  }

  /**
   * Does the work of a call that `enter` has just let go. `verdict` is whether its result counts
   * against the route, undefined where it says nothing; so does what the work throws. `opened` is
   * whether the breaker opened by this call.
   */
  async run<T>(
    work: () => Promise<T>,
    verdict: (result: T) => boolean | undefined,
  ): Promise<{ readonly value: T; readonly opened: boolean }> {
    const circuit = this.#circuit;
    if (circuit.breaker.isShutdown) return { value: await work(), opened: false };
    circuit.turnTo(this.#options.clock.passed());
    let result: { readonly value: T } | undefined;
    let opened = false;
    try {
      await circuit.breaker.fire(async () => {
        let failed: boolean | undefined;
        try {
          result = { value: await work() };
          failed = verdict(result.value);
        } finally {
          this.#take(circuit, failed);
        }
        if (failed === true) throw new RouteFailed();
      });
    } catch (error) {
      if (!(error instanceof RouteFailed)) throw error;
      ({ opened } = error);
    }
    if (result === undefined) throw new Error('a call ended without a result');
    return { value: result.value, opened };
  }

  /** Stops its timer; calls that still come are let go. */
  close(): void {
    this.#circuit.breaker.shutdown();
    const kept = this.#kept;
    this.#kept = { type: 'closed', consecutive: 0 };
    if (kept.type === 'half-open') kept.end();
  }

  /** Before opossum counts a call: what its window does not know. */
  #take(circuit: Circuit, failed: boolean | undefined): void {
    // What went out before the breaker opened has a circuit of its own, which is over.
    if (circuit !== this.#circuit) return;
    circuit.turnTo(this.#options.clock.passed());
    const kept = this.#kept;
    if (kept.type === 'half-open' && failed === undefined) {
      // Opossum would take it for a success and close; so it is open again, and as due as it was.
      circuit.breaker.open();
      this.#kept = kept.since;
    } else if (kept.type === 'closed' && failed !== undefined) {
      kept.consecutive = failed ? kept.consecutive + 1 : 0;
    }
  }

  #start(state: 'closed' | 'half-open'): Circuit {
    const { settings, leastWindowMs, clock } = this.#options;
    const windowMs = Math.max(settings.windowS * 1000, leastWindowMs);
    const circuit = new Circuit(settings, windowMs, state);
    circuit.turnTo(clock.passed());
    let last: unknown;
    circuit.breaker.on('failure', (error) => {
      last = error;
      const { consecutiveFailures = Infinity } = settings;
      const kept = this.#kept;
      if (kept.type === 'closed' && kept.consecutive >= consecutiveFailures) circuit.breaker.open();
    });
    circuit.breaker.on('open', () => {
      if (last instanceof RouteFailed) last.opened = true;
      this.#move(this.#opened());
    });
    circuit.breaker.on('close', () => this.#move({ type: 'closed', consecutive: 0 }));
    return circuit;
  }

  #opened(): Kept {
    const { decided, passed } = this.#options.clock;
    return { type: 'open', decidedMs: decided(), passedMs: passed() };
  }

  #leftMs({ decidedMs, passedMs }: Extract<Kept, { type: 'open' }>): number {
    const { clock, settings } = this.#options;
    const longest = Math.max(clock.decided() - decidedMs, clock.passed() - passedMs);
    const limitMs = settings.resetAfterS * 1000;
    // Trial is due by either clock, but what is still to wait is told in decided time.
    return longest >= limitMs ? 0 : limitMs - (clock.decided() - decidedMs);
  }

  #move(to: Kept): void {
    const from = this.#kept;
    this.#kept = to;
    this.#options.onMove(from.type, to.type);
    if (from.type === 'half-open') from.end();
  }
}
