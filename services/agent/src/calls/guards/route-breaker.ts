import type { BreakerSettings, BreakerState } from '@chaos-lab/contracts';
import { FailureWindow } from './failure-window.ts';

/** Two clocks in lab ms: decided time, which is repeatable, and what has really passed. */
export interface BreakerClock {
  readonly decided: () => number;
  readonly passed: () => number;
}

type State =
  | { readonly type: 'closed'; readonly window: FailureWindow }
  | { readonly type: 'open'; readonly decidedMs: number; readonly passedMs: number }
  | {
      readonly type: 'half-open';
      /** When the breaker opened: a trial that says nothing leaves it as it was. */
      readonly since: Extract<State, { type: 'open' }>;
      /** Resolves when the trial is over. */
      readonly over: Promise<void>;
      readonly end: () => void;
    };

/** What a call may do: go, wait for another's trial and ask again, or stay off. */
export type Pass =
  | { readonly type: 'go'; readonly state: 'closed' | 'half-open' }
  | { readonly type: 'wait'; readonly over: Promise<void> }
  | { readonly type: 'off' };

export interface RouteBreakerOptions {
  readonly settings: BreakerSettings;
  readonly clock: BreakerClock;
  /** The shortest window that makes sense, lab ms. */
  readonly leastWindowMs: number;
  readonly onMove: (from: BreakerState, to: BreakerState) => void;
}

/**
 * The breaker of one route, without timers: it is due for a trial when `resetAfterS` have passed on
 * either clock. One call makes the trial; the others wait for what becomes of it.
 */
export class RouteBreaker {
  readonly #options: RouteBreakerOptions;
  #state: State;

  constructor(options: RouteBreakerOptions) {
    this.#options = options;
    this.#state = this.#closed();
  }

  get state(): 'closed' | 'open' | 'half-open' {
    return this.#state.type;
  }

  /** Lab ms of decided time until a trial may go, 0 where the breaker is not open. */
  get openMs(): number {
    return this.#state.type === 'open' ? this.#leftMs(this.#state) : 0;
  }

  enter(): Pass {
    switch (this.#state.type) {
      case 'closed':
        return { type: 'go', state: 'closed' };
      case 'half-open':
        return { type: 'wait', over: this.#state.over };
      default: {
        if (this.#leftMs(this.#state) > 0) return { type: 'off' };
        const { promise: over, resolve: end } = Promise.withResolvers<void>();
        this.#move({ type: 'half-open', since: this.#state, over, end });
        return { type: 'go', state: 'half-open' };
      }
    }
  }

  /** Takes in how a call ended that was let go; undefined where it says nothing about the route. */
  leave(as: 'closed' | 'half-open', failed: boolean | undefined): void {
    const state = this.#state;
    if (state.type === 'half-open') {
      // What went out before the breaker opened is not the trial.
      if (as !== 'half-open') return;
      if (failed === undefined) this.#move(state.since);
      else this.#move(failed ? this.#open() : this.#closed());
      state.end();
    } else if (state.type === 'closed' && failed !== undefined) {
      if (state.window.count(failed, this.#options.clock.passed())) this.#move(this.#open());
    }
  }

  #leftMs({ decidedMs, passedMs }: Extract<State, { type: 'open' }>): number {
    const { clock, settings } = this.#options;
    const longest = Math.max(clock.decided() - decidedMs, clock.passed() - passedMs);
    const limitMs = settings.resetAfterS * 1000;
    // Trial is due by either clock, but what is still to wait is told in decided time.
    return longest >= limitMs ? 0 : limitMs - (clock.decided() - decidedMs);
  }

  #closed(): State {
    const { settings, leastWindowMs } = this.#options;
    return { type: 'closed', window: new FailureWindow(settings, leastWindowMs) };
  }

  #open(): State {
    const { decided, passed } = this.#options.clock;
    return { type: 'open', decidedMs: decided(), passedMs: passed() };
  }

  #move(to: State): void {
    const from = this.#state.type;
    this.#state = to;
    this.#options.onMove(from, to.type);
  }
}
