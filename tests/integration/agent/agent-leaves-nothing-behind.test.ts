import { setInterval } from 'node:timers';
import { expect, test } from 'vitest';
import { runningAgent } from './running-agent.ts';
import { type Script, scriptedPetstore } from './scripted-petstore.ts';

const BREAKER = { consecutiveFailures: 3, resetAfterS: 30 } as const;

/** Silence, an endless dribble, half an answer, a reset, a Retry-After of an hour. */
const misbehaving: Script = (_request, nth, response) => {
  if (nth % 5 === 0) return { status: 429, headers: { 'Retry-After': '3600' } };
  if (nth % 5 === 1) return 'handled';
  if (nth % 5 === 2) {
    const timer = setInterval(() => response.write(' '), 5);
    response.once('close', () => clearInterval(timer));
    return 'handled';
  }
  if (nth % 5 === 3) response.writeHead(200, { 'Content-Length': '100' }).write('{');
  setImmediate(() => response.socket?.resetAndDestroy());
  return 'handled';
};

const timers = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

test('after many tasks that fail in every way no call, timer or connection is left', async () => {
  const petstore = await scriptedPetstore({ getInventory: misbehaving });
  const agent = await runningAgent(
    petstore.baseUrl,
    {
      _settings: { breaker: BREAKER },
      '*': { breaker_open: { strategy: 'wait_half_open' } },
      default: { strategy: 'retry_exponential_backoff', config: { max_retries: 4 } },
    },
    ['--attempt-floor-ms=20', '--no-watch'],
  );
  const before = timers();
  const tasks = Array.from({ length: 60 }, (_none, index) =>
    agent.run({ session: `s-${index}`, attemptTimeoutS: 10, deadlineS: 120 }),
  );
  const results = await Promise.all(tasks);
  expect(results.every(({ outcome }) => outcome === 'failure')).toBe(true);
  expect(
    new Set(results.flatMap(({ trace }) => trace.map(({ condition }) => condition))),
  ).toContain('timeout');
  await expect.poll(timers, { timeout: 20_000 }).toBeLessThanOrEqual(before + 2);
  await agent.close();
  await expect.poll(() => petstore.connections(), { timeout: 20_000 }).toBe(0);
  await petstore.close();
});
