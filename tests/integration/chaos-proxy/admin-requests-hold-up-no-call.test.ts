import { readOpenApi } from '@chaos-lab/openapi/read';
import { describe, expect, onTestFinished, test } from 'vitest';
import { operationsOf } from '../../../services/chaos-proxy/src/index.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream } from '../../support/upstream.ts';

async function proxyWith(options: object = {}) {
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const scenario = { rules: [{ rate: 0.5, faults: [{ kind: 'reset' as const }] }] };
  const proxy = await startChaosProxy(upstream.url, scenario, options);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** How many calls, one after the other, were answered before another request was. */
async function answeredMeanwhile(url: string, asked: Promise<unknown>): Promise<number> {
  const over = asked.then(() => 'over');
  for (let answered = 0; ; answered += 1) {
    const call = fetch(`${url}/meanwhile`).then((answer) => answer.text());
    if ((await Promise.race([over, call])) === 'over') return answered;
  }
}

/** Each takes its reader many times longer than a call. */
const HOSTILE: [what: string, text: string][] = [
  ['tags that do not end', '- !<x y\n'.repeat(4_000)],
  ['keys', Array.from({ length: 6_000 }, (_, index) => `k${index}: 1`).join('\n')],
  ['rules that are none', `rules:\n${'  - {}\n'.repeat(3_000)}`],
  ['brackets that are not closed', '['.repeat(40_000)],
];

describe('while a scenario is refused', () => {
  test.each(HOSTILE)('that is full of %s, calls are answered', async (_, body) => {
    const proxy = await proxyWith();
    await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body: 'rules: []' });
    let problem = '';
    const put = fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body }).then(
      async (answer) => {
        problem = `${answer.status} ${await answer.text()}`;
      },
    );
    expect(await answeredMeanwhile(proxy.url, put)).toBeGreaterThan(3);
    expect(problem).toMatch(/^422 .*scenario-invalid/);
    expect(problem.length).toBeLessThan(20_000);
  });
});

test('a scenario that is larger than any need be is refused unread', async () => {
  const proxy = await proxyWith();
  const body = '['.repeat(1_100_000);
  for (const type of ['application/json', 'application/yaml']) {
    const headers = { 'Content-Type': type };
    const answer = await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body, headers });
    expect(answer.status).toBe(413);
  }
});

test('a large scenario that is good is put in force, also by a patch', async () => {
  const proxy = await proxyWith();
  const description = 'x'.repeat(20_000);
  const body = JSON.stringify({ name: 'large', description, rules: [] });
  const headers = { 'Content-Type': 'application/json' };
  const put = await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body, headers });
  expect(put.status).toBe(200);
  expect(await put.json()).toMatchObject({ name: 'large', description });
  const patch = { method: 'PATCH', body: '{"name":"patched"}' };
  const patched = await fetch(`${proxy.adminUrl}/scenario`, patch);
  expect(await patched.json()).toMatchObject({ name: 'patched', description });
});

test('while a plan of many calls is made, calls are answered, and it is whole', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [
      `/r${index}`,
      { get: { operationId: `op${index}`, responses: {} } },
    ]),
  );
  const openapi = readOpenApi(JSON.stringify({ openapi: '3.1.0', paths }), 'd');
  const operations = operationsOf(openapi);
  const proxy = await proxyWith({ operations });
  const query = `operations=${[...operations.ids()].join(',')}&attempts=1000&all=true`;
  let planned: { calls: unknown[] } | undefined;
  const asked = fetch(`${proxy.adminUrl}/plan?${query}`).then(async (answer) => {
    planned = (await answer.json()) as { calls: unknown[] };
  });
  const calm = 'rules: []';
  await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body: calm });
  expect(await answeredMeanwhile(proxy.url, asked)).toBeGreaterThan(3);
  expect(planned?.calls).toHaveLength(100_000);
});

test('a plan of more tries than anybody reads is refused, by the product', async () => {
  const proxy = await proxyWith();
  const plan = (query: string) => fetch(`${proxy.adminUrl}/plan?operations=${query}`);
  const refused = await plan('GET%20/a,GET%20/b&calls=51&attempts=1000');
  expect(refused.status).toBe(400);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(await refused.json()).toMatchObject({
    detail:
      'the query is not valid: operations × calls × attempts are 2 × 51 × 1000 = 102000 tries: ' +
      'expected at most 100000 in one plan',
  });
  const planned = await plan('GET%20/a,GET%20/b&calls=50&attempts=1000&all=true');
  const { calls } = (await planned.json()) as { calls: unknown[] };
  expect(calls).toHaveLength(100_000);
});
