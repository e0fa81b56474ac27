import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallEffects, RunEffects } from '@chaos-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';

let upstream: Server;
let proxy: ChaosProxy;
let made = 0;
const answersByKey = new Map<string, string>();

/** A shop with orders, one of which it keeps for each key, and a JSON-RPC endpoint. */
beforeAll(async () => {
  upstream = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { url = '/', method } = request;
      if (url === '/rpc') {
        const { id, method: called } = JSON.parse(body) as { id: number; method: string };
        const failed = called === 'fails' ? { error: { code: 1, message: 'no' } } : { result: {} };
        response.end(JSON.stringify({ jsonrpc: '2.0', id, ...failed }));
        return;
      }
      if (url.includes('refused')) response.statusCode = 422;
      const key = request.headers['idempotency-key'];
      const known = typeof key === 'string' ? answersByKey.get(key) : undefined;
      const answer = known ?? JSON.stringify({ id: (made += 1) });
      if (typeof key === 'string' && !url.includes('forgetful')) answersByKey.set(key, answer);
      if (method === 'POST' && url.includes('silent')) return;
      response.setHeader('Content-Type', 'application/json');
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  proxy = await startChaosProxy(`http://127.0.0.1:${port}`, { rules: [] });
});
afterAll(async () => {
  await proxy.close();
  upstream.closeAllConnections();
  upstream.close();
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const json = { 'Content-Type': 'application/json' };

async function assume(
  session: string,
  ...faults: { operation: string; attempt?: number; fault: string }[]
) {
  const body = JSON.stringify({ hypotheses: [{ session, faults }] });
  await fetch(`${proxy.adminUrl}/hypotheses`, { method: 'PUT', headers: json, body });
}

const send = (session: string, method: string, path: string, body?: object, headers: object = {}) =>
  fetch(`${proxy.url}/~${session}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(1_000),
  }).then(
    (response) => response.text().catch(() => 'cut'),
    () => 'broken',
  );

async function claim(session: string, success: boolean, expected?: object[]): Promise<void> {
  const body = JSON.stringify({ session, success, ...(expected !== undefined && { expected }) });
  const response = await fetch(`${proxy.adminUrl}/claim`, { method: 'POST', headers: json, body });
  expect(await response.json()).toEqual({ claims: 1 });
}

async function effectsOf(session: string): Promise<RunEffects> {
  const response = await fetch(`${proxy.adminUrl}/effects?session=${session}`);
  const { runs } = (await response.json()) as { runs: RunEffects[] };
  expect(runs.length).toBe(1);
  return runs[0] as RunEffects;
}

const callOf = async (session: string): Promise<CallEffects> =>
  (await effectsOf(session)).calls[0] as CallEffects;

const order = { item: 'book', quantity: 1 };

describe('the effects of a call', () => {
  test('are a duplicate where a lost answer is followed by the same request', async () => {
    await assume('twice', { operation: 'POST /orders', fault: 'reset@after' });
    await send('twice', 'POST', '/orders', order);
    await send('twice', 'POST', '/orders', { quantity: 1, item: 'book' });
    const call = await callOf('twice');
    expect(call).toMatchObject({ verdict: 'duplicate', effects: 2, call: 1, protection: null });
    expect(call.tries.map(({ attempt, effect }) => [attempt, effect])).toEqual([
      [1, 'done'],
      [2, 'done'],
    ]);
    expect((await effectsOf('twice')).verdict).toBe('duplicate');
  });

  test('are protected by a key that the upstream knows, and not by one that it ignores', async () => {
    for (const path of ['/orders', '/orders/forgetful']) {
      const session = path.slice(1).replace('/', '-');
      await assume(session, { operation: `POST ${path}`, fault: 'close@after' });
      const headers = { 'Idempotency-Key': `key-of-${session}` };
      await send(session, 'POST', path, order, headers);
      await send(session, 'POST', path, order, headers);
    }
    expect(await callOf('orders')).toMatchObject({
      verdict: 'protected',
      protection: 'idempotency-key',
      effects: 1,
    });
    expect(await callOf('orders-forgetful')).toMatchObject({ verdict: 'duplicate', effects: 2 });
  });

  test('are a duplicate where each try has a key of its own', async () => {
    await assume('new-keys', { operation: 'POST /orders', fault: 'reset@after' });
    await send('new-keys', 'POST', '/orders', order, { 'Idempotency-Key': 'first' });
    await send('new-keys', 'POST', '/orders', order, { 'Idempotency-Key': 'second' });
    expect((await callOf('new-keys')).verdict).toBe('duplicate');
  });

  test('of equal PUTs are one', async () => {
    await assume('put', { operation: 'PUT /orders/7', fault: 'reset@after' });
    await send('put', 'PUT', '/orders/7', order);
    await send('put', 'PUT', '/orders/7', order);
    expect(await callOf('put')).toMatchObject({
      verdict: 'protected',
      protection: 'idempotent-method',
    });
  });

  test('two equal writes that were answered well are two calls', async () => {
    await send('equal', 'POST', '/orders', order);
    await send('equal', 'POST', '/orders', order);
    const { calls } = await effectsOf('equal');
    expect(calls.map(({ call, verdict }) => [call, verdict])).toEqual([
      [1, 'done-once'],
      [2, 'done-once'],
    ]);
  });

  test('are two where the proxy itself sends it twice', async () => {
    await assume('by-proxy', { operation: 'POST /orders', fault: 'duplicate' });
    await send('by-proxy', 'POST', '/orders', order);
    expect(await callOf('by-proxy')).toMatchObject({ verdict: 'duplicate', effects: 2 });
  });

  test('are none where it was refused, or never sent', async () => {
    await assume('none', { operation: 'POST /orders', fault: 'http-503' });
    await send('none', 'POST', '/orders', order);
    await send('none', 'POST', '/refused', order);
    const { calls } = await effectsOf('none');
    expect(calls.map(({ verdict, tries }) => [verdict, tries[0]?.effect])).toEqual([
      ['none', 'unsent'],
      ['none', 'refused'],
    ]);
  });

  test('are uncertain where the client left before the upstream answered', async () => {
    await send('left', 'POST', '/silent', order);
    const record = async () => (await effectsOf('left')).open;
    await expect.poll(record).toBe(0);
    expect((await callOf('left')).verdict).toBe('uncertain');
    await claim('left', true);
    expect((await effectsOf('left')).verdict).toBe('uncertain');
  });

  test('are undone where what was created is deleted again', async () => {
    const { id } = JSON.parse(await send('undone', 'POST', '/orders', order)) as { id: number };
    await send('undone', 'DELETE', `/orders/${id}`);
    expect((await callOf('undone')).verdict).toBe('undone');
    await claim('undone', false);
  });

  test('of JSON-RPC are not seen by the status alone', async () => {
    const rpc = (method: string, id: number) => ({ jsonrpc: '2.0', id, method, params: { a: 1 } });
    await send('rpc', 'POST', '/rpc', rpc('pay', 1));
    await send('rpc', 'POST', '/rpc', rpc('fails', 2));
    await send('rpc', 'POST', '/rpc', rpc('tools/list', 3));
    const { calls } = await effectsOf('rpc');
    expect(calls.map(({ operation, verdict }) => [operation, verdict])).toEqual([
      ['pay', 'done-once'],
      ['fails', 'none'],
    ]);
  });
});

describe('the word of the client', () => {
  test('is held against what was done', async () => {
    await send('said-no', 'POST', '/orders', order);
    await claim('said-no', false);
    expect(await effectsOf('said-no')).toMatchObject({ verdict: 'false-failure', claim: false });
    await claim('said-yes', true, [{ operation: 'POST /orders' }]);
    expect(await effectsOf('said-yes')).toMatchObject({ verdict: 'false-success', claim: true });
    await claim('said-no', false, [{ operation: 'POST /orders' }, { operation: 'POST /pay' }]);
    expect((await effectsOf('said-no')).verdict).toBe('partial');
  });
});

describe('bodies that change from try to try', () => {
  test('are noticed and named, by their look or by what the client says', async () => {
    await assume('varying', { operation: 'POST /orders', fault: 'reset@after' });
    await send('varying', 'POST', '/orders', { ...order, at: '2026-11-28T10:00:00Z' });
    await send('varying', 'POST', '/orders', { ...order, at: '2026-11-28T10:00:01Z' });
    const looked = await effectsOf('varying');
    expect(looked.calls.map(({ verdict }) => verdict)).toEqual(['done-once', 'done-once']);
    expect(looked.varying).toEqual([
      { operation: 'POST /orders', places: ['/at'], times: 1, certain: false },
    ]);

    const keyed = { 'Idempotency-Key': 'varying' };
    await assume('said', { operation: 'POST /orders', fault: 'reset@after' });
    await send('said', 'POST', '/orders', { ...order, note: 'first' }, keyed);
    await send('said', 'POST', '/orders', { ...order, note: 'second' }, keyed);
    expect((await effectsOf('said')).varying).toEqual([
      { operation: 'POST /orders', places: ['/note'], times: 1, certain: true },
    ]);
  });

  test('count as one call where the scenario leaves these places out', async () => {
    const scenario = JSON.stringify({
      rules: [],
      comparison: [{ operation: 'POST /orders', leaveOut: ['/at'] }],
    });
    await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', headers: json, body: scenario });
    await assume('left-out', { operation: 'POST /orders', fault: 'reset@after' });
    await send('left-out', 'POST', '/orders', { ...order, at: '2026-11-28T10:00:00Z' });
    await send('left-out', 'POST', '/orders', { ...order, at: '2026-11-28T10:00:01Z' });
    const run = await effectsOf('left-out');
    expect(run.calls.map(({ verdict }) => verdict)).toEqual(['duplicate']);
    expect(run.varying).toEqual([]);
  });
});

test('effects stand in the tape, are counted, and go with their session', async () => {
  const tape = await (await fetch(`${proxy.adminUrl}/tape?session=twice`)).text();
  expect(tape.match(/"effect":"done"/g)?.length).toBe(2);
  const metrics = await (await fetch(`${proxy.adminUrl}/metrics`)).text();
  expect(metrics).toMatch(
    /chaos_proxy_repeated_effects_total\{[^}]*verdict="duplicate"[^}]*\} [1-9]/,
  );
  expect(metrics).toMatch(/chaos_proxy_writes_total\{[^}]*effect="uncertain"[^}]*\} 1/);
  const drained = await fetch(`${proxy.adminUrl}/tape/drain`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ runs: [{ session: 'twice', arm: '-' }] }),
  });
  await drained.text();
  const left = await fetch(`${proxy.adminUrl}/effects?session=twice`);
  expect(await left.json()).toEqual({ runs: [] });
});
