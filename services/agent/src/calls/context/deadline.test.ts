import { expect, test } from 'vitest';
import { Deadline } from './deadline.ts';

function deadline(options: { limitMs?: number; timeScale?: number; floorMs?: number } = {}) {
  const clock = { real: 0 };
  const made = new Deadline({
    limitMs: options.limitMs ?? 10_000,
    timeScale: options.timeScale ?? 1,
    floorMs: options.floorMs ?? 0,
    now: () => clock.real,
  });
  return { clock, made };
}

test('decided waits use it up, however fast the machine is', () => {
  const { made } = deadline({ timeScale: 1_000, floorMs: 30_000 });
  expect(made.allows(9_999)).toBe(true);
  made.spend(6_000);
  expect(made.allows(3_999)).toBe(true);
  expect(made.allows(4_000)).toBe(false);
  expect(made.isOver()).toBe(false);
  made.spend(4_000);
  expect(made.isOver()).toBe(true);
});

test('so does time, but never less than the floor', () => {
  const { clock, made } = deadline({ timeScale: 1_000, floorMs: 500 });
  clock.real = 499;
  expect(made.isOver()).toBe(false);
  clock.real = 500;
  expect(made.isOver()).toBe(true);
});

test('a call may take its timeout or what is left', () => {
  const { clock, made } = deadline();
  expect(made.limit(4_000)).toEqual({ ms: 4_000, condition: 'timeout' });
  clock.real = 8_000;
  expect(made.limit(4_000)).toEqual({ ms: 2_000, condition: 'deadline_exceeded' });
  clock.real = 20_000;
  expect(made.limit(4_000)).toEqual({ ms: 1, condition: 'deadline_exceeded' });
});
