import { afterEach, describe, expect, it, vi } from 'vitest';
import { type PauseMonitor, pauseMonitor } from './pause-monitor.ts';

let monitor: PauseMonitor | undefined;
afterEach(() => {
  monitor?.close();
  vi.useRealTimers();
});

/** A monitor on clocks that a test moves, 25 ms at a time where all is well. */
function monitored(remembered = 256) {
  vi.useFakeTimers();
  const clocks = { monotonic: 1000, wall: 1_700_000_000_000 };
  const watching = pauseMonitor({
    clocks: { monotonic: () => clocks.monotonic, wall: () => clocks.wall },
    remembered,
  });
  monitor = watching;
  const pass = (monotonic: number, wall = monotonic): void => {
    clocks.monotonic += monotonic;
    clocks.wall += wall;
    vi.advanceTimersByTime(25);
  };
  return { pass, clocks, watching };
}

describe('a process that watches its clocks', () => {
  it('sees nothing where its timer comes in time, or nearly', () => {
    const { pass, watching } = monitored();
    for (let i = 0; i < 100; i += 1) pass(i % 2 === 0 ? 25 : 70);
    expect(watching.recent()).toEqual([]);
  });

  it('notices that it was stopped, from when to when', () => {
    const { pass, watching, clocks } = monitored();
    pass(25);
    pass(8000);
    expect(watching.recent()).toEqual([
      { seq: 1, kind: 'stalled', from: clocks.wall - 8000, to: clocks.wall, ms: 8000 },
    ]);
  });

  it('notices that the machine slept, when its monotonic clock stood', () => {
    const { pass, watching } = monitored();
    pass(25, 3_600_000);
    expect(watching.recent()).toMatchObject([{ kind: 'slept', ms: 3_600_000 }]);
  });

  it('notices a wall clock that was set back', () => {
    const { pass, watching } = monitored();
    pass(25, -2000);
    expect(watching.recent()).toMatchObject([{ kind: 'clock-set-back', ms: 2025 }]);
  });

  it('sees a pause at once when asked, before its timer has come', () => {
    const { watching, clocks } = monitored();
    clocks.monotonic += 500;
    clocks.wall += 500;
    watching.look();
    expect(watching.recent()).toHaveLength(1);
  });

  it('remembers the latest, and their numbers say how many there were', () => {
    const { pass, watching } = monitored(2);
    for (let i = 0; i < 5; i += 1) pass(200);
    expect(watching.recent().map(({ seq }) => seq)).toEqual([4, 5]);
  });
});
