import { describe, expect, it } from 'vitest';
import { kaplanMeier, survivalQuantile } from './kaplan-meier.ts';
import { type EndedRun, timeToSuccess } from './time-to-success.ts';

describe('timeToSuccess', () => {
  it.each<[EndedRun, { time: number; event: boolean }]>([
    [
      { outcome: 'success', durationMs: 40 },
      { time: 40, event: true },
    ],
    [
      { outcome: 'success', durationMs: 140 },
      { time: 100, event: false },
    ],
    [
      { outcome: 'failure', durationMs: 5 },
      { time: 100, event: false },
    ],
    [
      { outcome: 'interrupted', durationMs: 30 },
      { time: 30, event: false },
    ],
    [
      { outcome: 'interrupted', durationMs: 130 },
      { time: 100, event: false },
    ],
  ])('%j within 100 ms', (run, expected) => {
    expect(timeToSuccess(run, 100)).toEqual(expected);
  });

  it('does not let an arm look fast by giving up early', () => {
    const runs: EndedRun[] = [
      { outcome: 'failure', durationMs: 1 },
      { outcome: 'failure', durationMs: 2 },
      { outcome: 'failure', durationMs: 3 },
      { outcome: 'success', durationMs: 10 },
    ];
    const honest = kaplanMeier(runs.map((run) => timeToSuccess(run, 100)));
    const naive = kaplanMeier(
      runs.map((run) => ({ time: run.durationMs, event: run.outcome === 'success' })),
    );
    expect(survivalQuantile(honest, 0.5)).toBeNull();
    expect(survivalQuantile(naive, 0.5)).toBe(10);
  });
});
