import type { DecisionRecord } from '@chaos-lab/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChaosProxy, recordsOf, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

let upstream: Upstream;
let proxy: ChaosProxy;
beforeAll(async () => {
  upstream = await startUpstream();
  const faults = [{ kind: 'http-error' as const, status: 500 }];
  proxy = await startChaosProxy(upstream.url, { rules: [{ faults }] });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

const json = { 'Content-Type': 'application/json' };
const put = (body: unknown) =>
  fetch(`${proxy.adminUrl}/hypotheses`, {
    method: 'PUT',
    headers: json,
    body: JSON.stringify(body),
  });
const get = (session: string) =>
  fetch(`${proxy.url}/~${session}/a`).then(
    async (response) => ({ status: response.status, body: await response.text() }),
    () => ({ status: 0, body: '' }),
  );

test('hundreds of sessions each meet their own faults, at once, and others theirs', async () => {
  const sessions = Array.from({ length: 300 }, (_, index) => `h-${index}`);
  const hypotheses = sessions.map((session, index) => ({
    session,
    faults: [{ operation: 'GET /a', attempt: (index % 2) + 1, fault: 'http-503' }],
  }));
  expect(await (await put({ hypotheses })).json()).toEqual({ sessions: 300, total: 300 });
  const met = await Promise.all(
    sessions.map(async (session) => [(await get(session)).status, (await get(session)).status]),
  );
  expect(met).toEqual(sessions.map((_, index) => (index % 2 === 0 ? [503, 200] : [200, 200])));
  expect((await get('somebody-else')).status).toBe(500);

  const runs = sessions.map((session) => ({ session, arm: '-' }));
  const drained = await fetch(`${proxy.adminUrl}/tape/drain`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ runs }),
  });
  const records: DecisionRecord[] = recordsOf(await drained.text());
  expect(records.length).toBe(600);
  expect(new Set(records.map(({ source }) => source))).toEqual(new Set(['hypothesis']));
  const second = records.filter(({ ordinal, session }) => ordinal === 2 && session !== 'h-1');
  expect(second.find(({ session }) => session === 'h-0')).toMatchObject({ call: 1, attempt: 2 });
  expect(second.find(({ session }) => session === 'h-3')).toMatchObject({ call: 2, attempt: 1 });

  const left = await fetch(`${proxy.adminUrl}/hypotheses`);
  expect(await left.json()).toEqual({ total: 0, hypotheses: [] });
  expect((await get('h-0')).status).toBe(500);
});

test('which faults fired can be read', async () => {
  const faults = [
    { operation: 'GET /a', fault: 'http-503' },
    { operation: 'GET /never', call: 9, attempt: 4, fault: 'hang' },
  ];
  await put({ hypotheses: [{ session: 'told', faults }] });
  await get('told');
  const told = await fetch(`${proxy.adminUrl}/hypotheses?session=told`);
  const { hypotheses } = (await told.json()) as { hypotheses: { faults: unknown[] }[] };
  expect(hypotheses[0]?.faults).toMatchObject([
    { operation: 'GET /a', call: 1, attempt: 1, phase: 'before', fired: 1 },
    { operation: 'GET /never', call: 9, attempt: 4, fired: 0 },
  ]);
});

test.each([
  [{ hypotheses: [] }, /\/hypotheses/],
  [
    { hypotheses: [{ session: 'x', faults: [{ operation: 'a', fault: 'boom' }] }] },
    /"boom": unknown fault: expected one of http-STATUS/,
  ],
  [
    { hypotheses: [{ session: 'x/y', faults: [] }] },
    /\/hypotheses\/0\/session: .*expected 1 to 128 characters/,
  ],
  [
    { hypotheses: [{ session: 'x', faults: [{ operation: 'a', attempt: 0, fault: 'hang' }] }] },
    /\/hypotheses\/0\/faults\/0\/attempt/,
  ],
])('%j is refused with its place', async (body, reason) => {
  const response = await put(body);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { detail: string }).detail).toMatch(reason);
});
