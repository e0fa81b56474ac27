import type { Clock } from '@chaos-lab/service-kit';

export type ArrivalPace = {
  /** Arrivals a second of lab time. */
  readonly perS: number;
  /** Lab seconds that pass in a real one. */
  readonly timeScale: number;
};

/**
 * Resolves when the next arrival is due: the n-th one n/perS lab seconds after the first, whatever
 * became of those before. A workload whose arrivals do not wait for its answers is an open loop
 * (Schroeder, Wierman and Harchol-Balter, NSDI 2006); only such a one can overload a service for good.
 */
export function arrivals(
  { perS, timeScale }: ArrivalPace,
  clock: Clock,
): (signal: AbortSignal) => Promise<void> {
  const betweenMs = 1000 / perS / timeScale;
  let first: number | undefined;
  let count = 0;
  return async (signal) => {
    first ??= clock.now();
    const dueMs = first + count * betweenMs - clock.now();
    count += 1;
    if (dueMs > 0) await clock.sleep(dueMs, signal);
  };
}
