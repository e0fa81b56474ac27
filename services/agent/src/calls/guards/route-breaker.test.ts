import { breakerSettingsSchema } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { RouteBreaker } from './route-breaker.ts';

function breaker(settings: object) {
  const time = { decided: 0, passed: 0 };
  const moves: string[] = [];
  const one = new RouteBreaker({
    settings: breakerSettingsSchema.parse(settings),
    clock: { decided: () => time.decided, passed: () => time.passed },
    leastWindowMs: 0,
    onMove: (from, to) => moves.push(`${from} -> ${to}`),
  });
  return { one, time, moves };
}

const consecutive = { consecutiveFailures: 2, resetAfterS: 3 };

test('opens, lets one trial through when it is due, and lets the others wait for it', async () => {
  const { one, time, moves } = breaker(consecutive);
  one.leave('closed', true);
  one.leave('closed', true);
  expect(one.enter()).toEqual({ type: 'off' });
  expect(one.openMs).toBe(3_000);
  time.decided = 3_000;
  expect(one.enter()).toEqual({ type: 'go', state: 'half-open' });
  const waiting = [one.enter(), one.enter()];
  expect(waiting.map(({ type }) => type)).toEqual(['wait', 'wait']);
  one.leave('half-open', true);
  for (const pass of waiting) if (pass.type === 'wait') await pass.over;
  expect(one.enter()).toEqual({ type: 'off' });
  time.passed = 3_000;
  expect(one.enter().type).toBe('go');
  one.leave('half-open', false);
  expect(one.enter()).toEqual({ type: 'go', state: 'closed' });
  expect(moves).toEqual([
    'closed -> open',
    'open -> half-open',
    'half-open -> open',
    'open -> half-open',
    'half-open -> closed',
  ]);
});

test('a trial that says nothing about the route leaves it due for another', () => {
  const { one, time } = breaker(consecutive);
  one.leave('closed', true);
  one.leave('closed', true);
  time.passed = 3_000;
  one.enter();
  one.leave('half-open', undefined);
  expect(one.enter()).toEqual({ type: 'go', state: 'half-open' });
});

test('what went out before it opened is not the trial', () => {
  const { one, time } = breaker(consecutive);
  one.leave('closed', true);
  one.leave('closed', true);
  time.passed = 3_000;
  one.enter();
  one.leave('closed', false);
  expect(one.state).toBe('half-open');
});

test('opens by the share of failures in its window, and forgets what is older', () => {
  const { one, time } = breaker({ volumeThreshold: 4, errorThresholdPercentage: 50, windowS: 10 });
  for (const failed of [true, true, true]) one.leave('closed', failed);
  expect(one.state).toBe('closed');
  time.passed = 11_000;
  for (const failed of [true, false, false]) one.leave('closed', failed);
  expect(one.state).toBe('closed');
  for (const failed of [true, true]) one.leave('closed', failed);
  expect(one.state).toBe('open');
});
