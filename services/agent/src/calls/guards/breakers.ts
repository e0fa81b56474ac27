import type { BreakerSettings, BreakerState } from '@chaos-lab/contracts';
import { type BreakerClock, RouteBreaker } from './route-breaker.ts';

export interface BreakersOptions {
  readonly settings: BreakerSettings;
  readonly timeScale: number;
  /** Whether a failure counts against the route; one that does not counts as a success. */
  readonly counts: (condition: string) => boolean;
  readonly clock: BreakerClock;
  /** `from` is undefined where a breaker is made, `to` where it is given up. */
  readonly onMove: (
    route: string,
    from: BreakerState | undefined,
    to: BreakerState | undefined,
  ) => void;
}

/** Real ms below which a window of failures would measure how busy the machine is. */
const LEAST_WINDOW_MS = 100;

/** One breaker for each route, made when it is first used. */
export class Breakers {
  readonly settings: BreakerSettings;
  readonly #options: BreakersOptions;
  readonly #routes = new Map<string, RouteBreaker>();

  constructor(options: BreakersOptions) {
    this.settings = options.settings;
    this.#options = options;
  }

  counts(condition: string): boolean {
    return this.#options.counts(condition);
  }

  of(route: string): RouteBreaker {
    const known = this.#routes.get(route);
    if (known !== undefined) return known;
    const { settings, clock, timeScale, onMove } = this.#options;
    const leastWindowMs = LEAST_WINDOW_MS * timeScale;
    const move = (from: BreakerState, to: BreakerState): void => onMove(route, from, to);
    const breaker = new RouteBreaker({ settings, clock, leastWindowMs, onMove: move });
    onMove(route, undefined, breaker.state);
    this.#routes.set(route, breaker);
    return breaker;
  }

  /** Lab ms until a trial may go through, 0 where the breaker is not open. */
  openMs(route: string): number {
    return this.#routes.get(route)?.openMs ?? 0;
  }

  /** The worst state of any route. */
  overall(): BreakerState {
    let worst: BreakerState = 'closed';
    for (const { state } of this.#routes.values()) {
      if (state === 'open') return state;
      if (state === 'half-open') worst = state;
    }
    return worst;
  }

  /** Stops every timer. */
  close(): void {
    for (const [route, breaker] of this.#routes) {
      this.#options.onMove(route, breaker.state, undefined);
      breaker.close();
    }
    this.#routes.clear();
  }
}
