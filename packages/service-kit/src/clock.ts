/** Time as an argument: every wait and every timestamp of the lab goes through one of these. */
export interface Clock {
  /** Milliseconds since an epoch of the clock's own choosing. */
  now(): number;
  /** Resolves after `ms` milliseconds of this clock; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortReason(signal));
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        if (signal) reject(abortReason(signal));
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        Math.max(0, ms),
      );
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
};

/**
 * A clock in lab time: `timeScale` lab milliseconds pass per millisecond of `clock`, so a sleep of
 * 1000 at time scale 50 takes 20 real milliseconds. Lab time starts at 0 when the clock is made.
 */
export function scaledClock(clock: Clock, timeScale: number): Clock {
  const start = clock.now();
  return {
    now: () => (clock.now() - start) * timeScale,
    sleep: (ms, signal) => clock.sleep(ms / timeScale, signal),
  };
}

/** The reason of an aborted signal as an Error, since a reason may be any value. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error
    ? signal.reason
    : new DOMException('The operation was aborted', 'AbortError');
}
