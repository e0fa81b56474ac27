import type { BreakerSettings, BreakerState } from '@chaos-lab/contracts';
import CircuitBreaker from 'opossum';
import type { CallResult } from '../executor.ts';
import { CallFailed } from './call-failed.ts';

type Work = () => Promise<CallResult>;
type RouteBreaker = CircuitBreaker<[Work], CallResult>;

export interface BreakersOptions {
  readonly settings: BreakerSettings;
  readonly timeScale: number;
  /** Whether a failure counts against the route; one that does not counts as a success. */
  readonly counts: (condition: string) => boolean;
  /** Lab ms; what `openMs` counts in. */
  readonly now: () => number;
  /** `from` is undefined where a breaker is made, `to` where it is given up. */
  readonly onMove: (
    route: string,
    from: BreakerState | undefined,
    to: BreakerState | undefined,
  ) => void;
}

interface Route {
  readonly breaker: RouteBreaker;
  /** Failures since the last success. */
  consecutive: number;
  openedAtMs: number;
  state: BreakerState;
}

/** One opossum breaker for each route, made when it is first used. */
export class Breakers {
  readonly settings: BreakerSettings;
  readonly #options: BreakersOptions;
  readonly #routes = new Map<string, Route>();

  constructor(options: BreakersOptions) {
    this.settings = options.settings;
    this.#options = options;
  }

  of(route: string): RouteBreaker {
    return (this.#routes.get(route) ?? this.#create(route)).breaker;
  }

  state(route: string): BreakerState {
    const breaker = this.#routes.get(route)?.breaker;
    if (breaker === undefined || breaker.closed) return 'closed';
    return breaker.halfOpen ? 'half-open' : 'open';
  }

  /** Lab ms until a trial may go through, 0 where the breaker is not open. */
  openMs(name: string): number {
    const route = this.#routes.get(name);
    if (route === undefined || !route.breaker.opened) return 0;
    const passed = this.#options.now() - route.openedAtMs;
    return Math.max(0, this.settings.resetAfterS * 1000 - passed);
  }

  /** The worst state of any route. */
  overall(): BreakerState {
    let worst: BreakerState = 'closed';
    for (const route of this.#routes.keys()) {
      const state = this.state(route);
      if (state === 'open') return state;
      if (state === 'half-open') worst = state;
    }
    return worst;
  }

  /** Resolves when the breaker of the route is no longer open; its own timer decides when. */
  async untilTrial(route: string, signal?: AbortSignal): Promise<void> {
    const breaker = this.#routes.get(route)?.breaker;
    if (breaker === undefined || !breaker.opened) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        breaker.off('halfOpen', done).off('close', done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      breaker.once('halfOpen', done).once('close', done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  /** Stops every timer. */
  close(): void {
    for (const [name, { breaker, state }] of this.#routes) {
      breaker.shutdown();
      this.#options.onMove(name, state, undefined);
    }
    this.#routes.clear();
  }

  #create(name: string): Route {
    const { settings, timeScale, counts, onMove } = this.#options;
    const { consecutiveFailures } = settings;
    const breaker: RouteBreaker = new CircuitBreaker(run, {
      name,
      // Each call has a limit of its own, which also ends the request.
      timeout: false,
      resetTimeout: (settings.resetAfterS * 1000) / timeScale,
      rollingCountTimeout: windowMs(settings, timeScale),
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      errorThresholdPercentage: settings.errorThresholdPercentage,
      volumeThreshold:
        consecutiveFailures === undefined ? settings.volumeThreshold : Number.MAX_SAFE_INTEGER,
      errorFilter: (error: unknown) =>
        !(error instanceof CallFailed && counts(error.failure.condition)),
    });
    const route: Route = { breaker, consecutive: 0, openedAtMs: 0, state: 'closed' };
    const move = (to: BreakerState): void => {
      onMove(name, route.state, to);
      route.state = to;
    };
    if (consecutiveFailures !== undefined) {
      breaker.on('success', () => {
        route.consecutive = 0;
      });
      breaker.on('failure', () => {
        route.consecutive += 1;
        if (route.consecutive >= consecutiveFailures) breaker.open();
      });
    }
    breaker.on('open', () => {
      route.openedAtMs = this.#options.now();
      move('open');
    });
    breaker.on('halfOpen', () => move('half-open'));
    breaker.on('close', () => move('closed'));
    onMove(name, undefined, 'closed');
    this.#routes.set(name, route);
    return route;
  }
}

const run = (work: Work): Promise<CallResult> => work();

/**
 * Real ms of opossum's rolling window, whose ten buckets turn on a timer. Counting consecutive
 * failures needs no window, so there it turns once in six minutes.
 */
function windowMs({ consecutiveFailures, windowS }: BreakerSettings, timeScale: number): number {
  if (consecutiveFailures !== undefined) return 3_600_000;
  return Math.max(100, (windowS * 1000) / timeScale);
}
