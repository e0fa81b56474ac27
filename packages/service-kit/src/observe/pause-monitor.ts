import type { Pause } from './process-info-schema.ts';

/** Two clocks in ms: one that never goes back, and one that shows the time of day. */
export type TwoClocks = { readonly monotonic: () => number; readonly wall: () => number };

export type PauseMonitor = {
  /** Looks at the clocks at once, for whoever asks right after a pause. */
  look(): void;
  /** The latest pauses, the oldest first. */
  recent(): readonly Pause[];
  close(): void;
};

export type PauseMonitorOptions = {
  readonly clocks?: TwoClocks;
  /** Real ms between two looks. */
  readonly everyMs?: number;
  /** Real ms by which a look must be late, or the clocks part, to count. */
  readonly leastMs?: number;
  /** Pauses that are remembered. */
  readonly remembered?: number;
};

const SYSTEM: TwoClocks = { monotonic: () => performance.now(), wall: () => Date.now() };

/**
 * Notices by the clocks of its own process when that stood still. A timer that is late by more than
 * `leastMs` means that the event loop stalled, as it does under SIGSTOP; a wall clock that ran ahead of
 * the monotonic one means that the machine slept, for then the monotonic clock stands.
 */
export function pauseMonitor(options: PauseMonitorOptions = {}): PauseMonitor {
  const { clocks = SYSTEM, everyMs = 25, leastMs = 50, remembered = 256 } = options;
  const pauses: Pause[] = [];
  let seq = 0;
  let last = { monotonic: clocks.monotonic(), wall: clocks.wall() };

  const note = (kind: Pause['kind'], ms: number, wall: number): void => {
    seq += 1;
    pauses.push({ seq, kind, from: wall - ms, to: wall, ms });
    if (pauses.length > remembered) pauses.shift();
  };
  const look = (): void => {
    const now = { monotonic: clocks.monotonic(), wall: clocks.wall() };
    const passed = now.monotonic - last.monotonic;
    const parted = now.wall - last.wall - passed;
    last = now;
    if (parted > leastMs) note('slept', passed + parted, now.wall);
    else if (passed - everyMs > leastMs) note('stalled', passed, now.wall);
    if (parted < -leastMs) note('clock-set-back', -parted, now.wall);
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    look,
    recent: () => pauses,
    close: () => clearInterval(timer),
  };
}
