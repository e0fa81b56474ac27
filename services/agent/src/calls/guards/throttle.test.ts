import { throttleSchema } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { Throttle } from './throttle.ts';

/** Of a hundred requests at half draws, how many may go. */
function admitted(throttle: Throttle): number {
  let count = 0;
  for (let call = 0; call < 100; call += 1) if (throttle.admits(() => call / 100)) count += 1;
  return count;
}

test('a service that accepts everything is sent everything', () => {
  const throttle = new Throttle(throttleSchema.parse({}), () => 0);
  for (let call = 0; call < 50; call += 1) {
    expect(throttle.admits(() => 0)).toBe(true);
    throttle.accepted();
  }
});

test('one that accepts nothing is sent little, and never nothing', () => {
  const throttle = new Throttle(throttleSchema.parse({ max_share: 0.8 }), () => 0);
  admitted(throttle);
  expect(admitted(throttle)).toBe(20);
});

test('what is older than the window does not count', () => {
  let now = 0;
  const throttle = new Throttle(throttleSchema.parse({ window_s: 10 }), () => now);
  admitted(throttle);
  now = 11_000;
  expect(throttle.admits(() => 0)).toBe(true);
});
