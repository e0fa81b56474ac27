import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';
import { scaledClock } from './scaled-clock.ts';
import { systemClock } from './system-clock.ts';

describe('system clock', () => {
  test('sleeps and leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const start = systemClock.now();
    await systemClock.sleep(5, signal);
    expect(systemClock.now()).toBeGreaterThan(start);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('an abort ends the sleep with its reason', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(1e12, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(systemClock.sleep(1, controller.signal)).rejects.toThrow('enough');
  });

  test.each([Number.NaN, -1, Infinity])('refuses to sleep %d ms', async (ms) => {
    await expect(systemClock.sleep(ms)).rejects.toThrow('is not a duration');
  });
});

describe('scaled clock', () => {
  test('counts and sleeps in lab time', async () => {
    const real = fakeClock(1_000_000);
    const lab = scaledClock(real, 50);
    const woken: number[] = [];
    void lab.sleep(1000).then(() => woken.push(lab.now()));
    await real.advance(19);
    expect(woken).toEqual([]);
    await real.advance(1);
    expect(woken).toEqual([1000]);
  });

  test('refuses a scale that stops time', () => {
    expect(() => scaledClock(fakeClock(), 0)).toThrow('0 is not a time scale');
  });
});

describe('fake clock', () => {
  test('wakes sleepers in order, also those started on the way', async () => {
    const clock = fakeClock();
    const woken: string[] = [];
    const note = (name: string) => () => woken.push(`${name}@${clock.now()}`);
    void clock.sleep(30).then(note('late'));
    void clock
      .sleep(10)
      .then(note('early'))
      .then(() => clock.sleep(5))
      .then(note('chained'));
    await clock.advance(40);
    expect(woken).toEqual(['early@10', 'chained@15', 'late@30']);
    expect(clock.now()).toBe(40);
  });

  test('an aborted sleep is forgotten', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const sleeping = clock.sleep(10, controller.signal);
    expect(clock.pending).toBe(1);
    controller.abort();
    await expect(sleeping).rejects.toThrow('aborted');
    expect(clock.pending).toBe(0);
  });
});
