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

type Verdict = boolean | undefined;

/** A call that goes at once and ends when it is told how. */
function call(one: RouteBreaker): (failed: Verdict) => Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  const over = one.run(
    () => promise,
    (failed) => failed,
  );
  return async (failed) => {
    resolve(failed);
    return (await over).opened;
  };
}

const ends = (one: RouteBreaker, failed: Verdict): Promise<boolean> => call(one)(failed);

test('opens, lets one trial through when it is due, and lets the others wait for it', async () => {
  const { one, time, moves } = breaker(consecutive);
  expect(await ends(one, true)).toBe(false);
  expect(await ends(one, true)).toBe(true);
  expect(one.enter()).toEqual({ type: 'off' });
  expect(one.openMs).toBe(3_000);
  time.decided = 3_000;
  expect(one.enter()).toEqual({ type: 'go', state: 'half-open' });
  const trial = call(one);
  const waiting = [one.enter(), one.enter()];
  expect(waiting.map(({ type }) => type)).toEqual(['wait', 'wait']);
  expect(await trial(true)).toBe(true);
  for (const pass of waiting) if (pass.type === 'wait') await pass.over;
  expect(one.enter()).toEqual({ type: 'off' });
  time.passed = 3_000;
  expect(one.enter().type).toBe('go');
  await ends(one, false);
  expect(one.enter()).toEqual({ type: 'go', state: 'closed' });
  expect(moves).toEqual([
    'closed -> open',
    'open -> half-open',
    'half-open -> open',
    'open -> half-open',
    'half-open -> closed',
  ]);
});

test('a trial that says nothing about the route, or throws, leaves it due for another', async () => {
  const { one, time } = breaker(consecutive);
  await ends(one, true);
  await ends(one, true);
  time.passed = 3_000;
  one.enter();
  await ends(one, undefined);
  expect(one.state).toBe('open');
  expect(one.enter()).toEqual({ type: 'go', state: 'half-open' });
  const broken = one.run(
    () => Promise.reject(new Error('broken')),
    () => false,
  );
  await expect(broken).rejects.toThrow('broken');
  expect(one.enter()).toEqual({ type: 'go', state: 'half-open' });
});

test.each([true, false])('what went out before it opened is not the trial', async (failed) => {
  const { one, time } = breaker(consecutive);
  const early = call(one);
  await ends(one, true);
  await ends(one, true);
  time.passed = 3_000;
  one.enter();
  await early(failed);
  expect(one.state).toBe('half-open');
});

test('opens by the share of failures in its window, and forgets what is older', async () => {
  const { one, time } = breaker({ volumeThreshold: 4, errorThresholdPercentage: 50, windowS: 10 });
  for (const failed of [true, true, true]) await ends(one, failed);
  expect(one.state).toBe('closed');
  time.passed = 11_000;
  for (const failed of [true, false, false]) await ends(one, failed);
  expect(one.state).toBe('closed');
  for (const failed of [true, true]) await ends(one, failed);
  expect(one.state).toBe('open');
});

test('a breaker that is given up lets go whoever waits for its trial', async () => {
  const { one, time } = breaker(consecutive);
  await ends(one, true);
  await ends(one, true);
  time.passed = 3_000;
  one.enter();
  const waiting = one.enter();
  one.close();
  if (waiting.type === 'wait') await waiting.over;
  expect(one.enter()).toEqual({ type: 'go', state: 'closed' });
  expect(await ends(one, true)).toBe(false);
});
