import { fakeClock } from '@chaos-lab/service-kit';
import { expect, it } from 'vitest';
import { arrivals } from './arrivals.ts';

const never = new AbortController().signal;

it('lets arrivals in at an even pace of lab time, whatever becomes of the ones before', async () => {
  const clock = fakeClock(1000);
  const due = arrivals({ perS: 4, timeScale: 5 }, clock);
  const seen: number[] = [];
  for (let i = 0; i < 4; i += 1) void due(never).then(() => seen.push(clock.now()));
  await clock.advance(1000);
  expect(seen).toEqual([1000, 1050, 1100, 1150]);
});

it('lets a late arrival in at once, and the next one when it would have been due', async () => {
  const clock = fakeClock();
  const due = arrivals({ perS: 10, timeScale: 1 }, clock);
  await due(never);
  await clock.advance(150);
  await due(never);
  const third = due(never).then(() => clock.now());
  await clock.advance(100);
  expect(await third).toBe(200);
});

it('ends a wait that is interrupted', async () => {
  const clock = fakeClock();
  const controller = new AbortController();
  const due = arrivals({ perS: 1, timeScale: 1 }, clock);
  await due(controller.signal);
  const waiting = due(controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});
