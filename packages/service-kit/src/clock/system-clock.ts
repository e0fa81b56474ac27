import { abortReason, type Clock } from './clock.ts';

// setTimeout fires at once when asked for more than this.
const LONGEST_TIMER_MS = 2_147_483_647;

/** Unix milliseconds with fractions, from the monotonic clock, and real timers. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    const checked = checkDuration(ms);
    for (let left = checked; left > LONGEST_TIMER_MS; left -= LONGEST_TIMER_MS) {
      await timer(LONGEST_TIMER_MS, signal);
    }
    await timer(checked % LONGEST_TIMER_MS, signal);
  },
};

/** Refuses what a timer would silently turn into 1 ms. */
export function checkDuration(ms: number): number {
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(`${ms} is not a duration: expected milliseconds, 0 or more`);
  }
  return ms;
}

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortReason(signal));
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timeout);
      if (signal) reject(abortReason(signal));
    };
    const timeout = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
