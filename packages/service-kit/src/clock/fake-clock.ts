import { abortReason, type Clock } from './clock.ts';
import { checkDuration } from './system-clock.ts';

export interface FakeClock extends Clock {
  /**
   * Moves time on and wakes the sleepers on the way, in order; a sleep that a woken one starts
   * inside the window is woken as well.
   */
  advance(ms: number): Promise<void>;
  /** How many sleeps are waiting. */
  readonly pending: number;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock for tests that stands still until told to advance. */
export function fakeClock(start = 0): FakeClock {
  let now = start;
  const sleepers = new Set<Sleeper>();

  const nextDue = (until: number): Sleeper | undefined => {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (sleeper.due <= until && sleeper.due < (next?.due ?? Infinity)) next = sleeper;
    }
    return next;
  };

  return {
    now: () => now,
    get pending() {
      return sleepers.size;
    },
    async sleep(ms, signal) {
      const due = now + checkDuration(ms);
      await new Promise<void>((resolve, reject) => {
        if (signal?.aborted) {
          reject(abortReason(signal));
          return;
        }
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          if (signal) reject(abortReason(signal));
        };
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper = { due, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
      });
    },
    async advance(ms) {
      const until = now + checkDuration(ms);
      await settle();
      for (let next = nextDue(until); next; next = nextDue(until)) {
        now = next.due;
        next.wake();
        await settle();
      }
      now = until;
    },
  };
}

// Lets every promise that is already settled run its continuations.
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
