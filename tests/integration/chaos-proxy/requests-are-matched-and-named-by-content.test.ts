import type { ScenarioInput } from '@chaos-lab/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { type ChaosProxy, recordsOf, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream } from '../../support/upstream.ts';

async function proxyWith(scenario: ScenarioInput): Promise<ChaosProxy> {
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const proxy = await startChaosProxy(upstream.url, scenario);
  onTestFinished(() => proxy.close());
  return proxy;
}

const teapot = [{ kind: 'http-error' as const, status: 418 }];
const rule = (match: object): ScenarioInput => ({ rules: [{ match, faults: teapot }] });

async function post(proxy: ChaosProxy, path: string, body: unknown, headers = {}): Promise<number> {
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(proxy.url + path, init);
  await response.text();
  return response.status;
}

test('by the body: numbers, texts, null and places in lists', async () => {
  const body = { '/order/quantity': '3', '/items/0/sku': 'A-*', '/note': 'null' };
  const proxy = await proxyWith(rule({ body }));
  const good = { order: { quantity: 3 }, items: [{ sku: 'A-7' }], note: null };
  expect(await post(proxy, '/orders', good)).toBe(418);
  for (const other of [
    { ...good, order: { quantity: 33 } },
    { ...good, items: [{ sku: 'B-7' }] },
    { ...good, items: [] },
    { order: good.order, items: good.items },
    'no object',
  ]) {
    expect(await post(proxy, '/orders', other)).toBe(200);
  }
});

test('by the query: any value of a parameter that comes several times', async () => {
  const proxy = await proxyWith(rule({ query: { expand: 'all*' } }));
  const get = async (path: string) => (await fetch(proxy.url + path)).status;
  expect(await get('/x?expand=none&expand=all%20of%20it')).toBe(418);
  expect(await get('/x?expand=none')).toBe(200);
  expect(await get('/x')).toBe(200);
});

test('by call and attempt, `nth` and `not`', async () => {
  const second = await proxyWith(rule({ call: 1, attempt: 2, not: { body: { '/safe': 'true' } } }));
  const keyed = { 'Idempotency-Key': 'one' };
  expect(await post(second, '/pay', { n: 1 }, keyed)).toBe(200);
  expect(await post(second, '/pay', { n: 1 }, keyed)).toBe(418);
  expect(await post(second, '/pay', { n: 1 }, keyed)).toBe(200);
  expect(await post(second, '/safe', { safe: true }, { 'Idempotency-Key': 'two' })).toBe(200);
  expect(await post(second, '/safe', { safe: true }, { 'Idempotency-Key': 'two' })).toBe(200);

  const third = await proxyWith(rule({ path: '/pay', nth: 3 }));
  const statuses: number[] = [];
  for (const path of ['/pay', '/other', '/pay', '/pay', '/pay']) {
    statuses.push(await post(third, path, {}));
  }
  expect(statuses).toEqual([200, 200, 200, 418, 200]);
});

test('names come from parts of the request, and `effect` says what it may change', async () => {
  const proxy = await proxyWith({
    rules: [],
    naming: [
      { match: { path: '/search' }, effect: 'read' },
      { match: { path: '/tick' }, effect: 'write' },
      {
        match: { path: '/chat' },
        operation: 'chat',
        by: [{ body: '/model' }, { header: 'X-Tenant' }, { query: 'v' }],
      },
    ],
  });
  await post(proxy, '/chat?v=2', { model: 'm-1' }, { 'x-tenant': 'acme' });
  await post(proxy, '/chat', { other: 1 });
  await post(proxy, '/search', { find: 'x' });
  await (await fetch(`${proxy.url}/tick`)).text();
  const records = recordsOf(await (await fetch(`${proxy.adminUrl}/tape`)).text());
  expect(records.map(({ operation, effect }) => [operation, effect])).toEqual([
    ['chat:m-1:acme:2', 'done'],
    ['chat:-:-:-', 'done'],
    ['POST /search', null],
    ['GET /tick', 'done'],
  ]);
});

test('a match that cannot be meant is refused, and says where', async () => {
  const proxy = await proxyWith({ rules: [] });
  for (const [match, place] of [
    [{ body: { quantity: '3' } }, '/rules/0/match/body'],
    [{ nth: 0 }, '/rules/0/match/nth'],
    [{ not: { nth: 1 } }, '/rules/0/match/not'],
  ] as const) {
    const body = JSON.stringify(rule(match));
    const answer = await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(place);
  }
});
