import type { Clock } from './clock.ts';

/**
 * A clock in lab time: `timeScale` lab milliseconds pass in one millisecond of `clock`, so at time
 * scale 50 a sleep of 1000 takes 20 real milliseconds. Lab time is 0 when the clock is made.
 */
export function scaledClock(clock: Clock, timeScale: number): Clock {
  if (!(timeScale > 0 && timeScale < Infinity)) {
    throw new RangeError(`${timeScale} is not a time scale: expected a number above 0`);
  }
  const start = clock.now();
  return {
    now: () => (clock.now() - start) * timeScale,
    sleep: (ms, signal) => clock.sleep(ms / timeScale, signal),
  };
}
