import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DecisionRecord } from '@chaos-lab/contracts';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

let upstream: Upstream;
let proxy: ChaosProxy;
beforeEach(async () => {
  upstream = await startUpstream();
  proxy = await startChaosProxy(upstream.url, { name: 'base', rules: [] });
});
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

const send = (method: string, path: string, body?: unknown) =>
  fetch(`${proxy.adminUrl}${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  });
const status = async (session = 's') =>
  (await fetch(`${proxy.url}/x`, { headers: { 'Chaos-Session': session } })).status;
const error = (code: number) => [{ kind: 'http-error', status: code }];
const records = () => [...proxy.engine.tape.read({})] as DecisionRecord[];

describe('a rule by its name', () => {
  test('is added, switched off, changed and taken out, and says what it did', async () => {
    expect((await send('POST', '/rules', { name: 'down', faults: error(503) })).status).toBe(201);
    expect(await status()).toBe(503);
    await send('PATCH', '/rules/down', { enabled: false });
    expect(await status()).toBe(200);
    await send('PATCH', '/rules/down', { enabled: true, faults: error(418) });
    expect(await status()).toBe(418);
    const rule = (await (await send('GET', '/rules/down')).json()) as object;
    expect(rule).toMatchObject({ name: 'down', enabled: true, decided: 2, fired: 2, delivered: 2 });
    expect(await (await send('DELETE', '/rules/down')).json()).toEqual({
      name: 'down',
      deleted: true,
    });
    expect(await status()).toBe(200);
  });

  test('goes before what is there, or behind it where that is asked', async () => {
    await send('POST', '/rules', { name: 'first', faults: error(500) });
    await send('POST', '/rules?place=last', { name: 'last', faults: error(502) });
    expect(await status()).toBe(500);
    await send('POST', '/rules', { name: 'now', faults: error(504) });
    expect(await status()).toBe(504);
  });

  test('that is not known is refused with the names that are', async () => {
    await send('POST', '/rules', { name: 'a/b', faults: error(500) });
    const answer = await send('PATCH', '/rules/none', { enabled: false });
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as { detail: string }).detail).toContain('it has a/b');
    expect((await send('DELETE', '/rules/a%2Fb')).status).toBe(200);
  });

  test('that is wrong is refused whole, with the place', async () => {
    await send('POST', '/rules', { name: 'good', faults: error(500) });
    const answer = await send('PATCH', '/rules/good', { then: 'continue' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('only a request that is delayed before can go on');
    expect(await status()).toBe(500);
  });
});

describe('the limits of a rule', () => {
  test('times: so many faults in a session, and as many in the next', async () => {
    await send('POST', '/rules', { name: 'twice', faults: error(503), times: 2 });
    const seen = [await status(), await status(), await status(), await status()];
    expect(seen).toEqual([503, 503, 200, 200]);
    expect([await status('t'), await status('t'), await status('t')]).toEqual([503, 503, 200]);
  });

  test('times: a change of another rule does not begin the count anew', async () => {
    await send('POST', '/rules', { name: 'once', faults: error(503), times: 1 });
    expect(await status()).toBe(503);
    await send('POST', '/rules?place=last', { name: 'other', faults: error(500), enabled: false });
    expect(await status()).toBe(200);
    await send('PATCH', '/rules/once', { faults: error(502) });
    expect(await status()).toBe(502);
  });

  test('until: over at that time, for everybody, and marked as timed', async () => {
    const faults = error(503);
    await send('POST', '/rules', { name: 'past', faults, until: '2020-01-01T00:00:00Z' });
    expect(await status()).toBe(200);
    await send('PUT', '/rules/past', { faults, until: '2999-01-01T00:00:00Z' });
    expect(await status()).toBe(503);
    expect(records().map(({ timed }) => timed)).toEqual([false, true]);
  });

  test('sessions: about that share of them, the same in every arm and after a restart', async () => {
    await send('POST', '/rules', { name: 'some', faults: error(503), sessions: 0.3 });
    const names = Array.from({ length: 300 }, (_, index) => `s-${index}`);
    const hit = async (arm: string): Promise<string[]> => {
      const found: string[] = [];
      for (const name of names) {
        const headers = { 'Chaos-Session': name, 'Chaos-Arm': arm };
        if ((await fetch(`${proxy.url}/x`, { headers })).status === 503) found.push(name);
      }
      return found;
    };
    const first = await hit('a');
    expect(Math.abs(first.length / names.length - 0.3)).toBeLessThan(0.1);
    await send('POST', '/reset');
    expect(await hit('b')).toEqual(first);
  });
});

describe('then: continue', () => {
  const slow = {
    name: 'slow',
    faults: [{ kind: 'latency', delay: { distribution: 'constant', ms: 60 } }],
    then: 'continue',
  };

  test('lets a request be slow and fail', async () => {
    await send('POST', '/rules', { name: 'down', faults: error(503) });
    await send('POST', '/rules', slow);
    expect(await status()).toBe(503);
    const [record] = records();
    expect(record).toMatchObject({ rule: 'down', parameters: { delayedBy: 'slow', holdMs: 60 } });
    expect(record?.durationMs).toBeGreaterThan(55);
  });

  test('lets it be slow only, where nothing else fits', async () => {
    await send('POST', '/rules', slow);
    expect(await status()).toBe(200);
    const [record] = records();
    expect(record).toMatchObject({ rule: null, fault: null, parameters: { delayedBy: 'slow' } });
    expect(record?.durationMs).toBeGreaterThan(55);
  });

  test('draws by itself: being slow and failing are independent', async () => {
    await send('POST', '/rules', { name: 'down', faults: error(503), rate: 0.5 });
    await send('POST', '/rules', {
      ...slow,
      rate: 0.5,
      faults: [{ kind: 'latency', delay: { distribution: 'constant', ms: 1 } }],
    });
    for (let call = 0; call < 400; call += 1) await status();
    const both = records().filter(
      ({ fault, parameters }) => fault !== null && 'delayedBy' in parameters,
    );
    expect(Math.abs(both.length / 400 - 0.25)).toBeLessThan(0.1);
  });
});

test('each of many requests sees one version of the rules, whole, while they change', async () => {
  const pair = (code: number) => ({
    name: 'pair',
    rules: [
      { name: 'get', match: { method: 'GET' }, faults: error(code) },
      { name: 'post', match: { method: 'POST' }, faults: error(code) },
    ],
  });
  await send('PUT', '/scenario', pair(500));
  const changing = (async () => {
    for (let change = 0; change < 200; change += 1) {
      await send('PATCH', '/rules/get', { faults: error(change % 2 === 0 ? 502 : 500) });
    }
    return 'changed' as const;
  })();
  const seen = new Set<number>();
  const asking = async (): Promise<void> => {
    seen.add(await status());
  };
  while ((await Promise.race([changing, asking()])) !== 'changed');
  expect([...seen].toSorted((a, b) => a - b)).toEqual([500, 502]);
  for (const record of records()) {
    const { document } = proxy.engine.scenarios.version(record.scenario ?? '') ?? {};
    const rule = document?.rules.find(({ name }) => name === record.rule);
    if (rule !== undefined) expect(rule.faults[0]).toMatchObject({ status: record.status });
  }
});
