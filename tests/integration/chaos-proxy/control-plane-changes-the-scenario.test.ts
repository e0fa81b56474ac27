import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';
import { until } from '../../support/until.ts';

let upstream: Upstream;
let proxy: ChaosProxy;
beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startChaosProxy(upstream.url, { name: 'first', rules: [] });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

const scenario = (init: RequestInit & { query?: string } = {}) =>
  fetch(`${proxy.adminUrl}/scenario${init.query ?? ''}`, init);
const status = async () => (await fetch(`${proxy.url}/x`)).status;
const broken = (code: number) => ({
  name: `all-${code}`,
  rules: [{ faults: [{ kind: 'http-error', status: code }] }],
});
const put = (body: unknown, query = '', headers: Record<string, string> = {}) =>
  scenario({
    method: 'PUT',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'Content-Type': typeof body === 'string' ? 'application/yaml' : 'application/json',
      ...headers,
    },
    query,
  });

describe('PUT /scenario', () => {
  test('takes JSON and YAML, and the next request meets it', async () => {
    expect((await put(broken(503))).status).toBe(200);
    expect(await status()).toBe(503);
    const yaml = 'name: y\nrules:\n  - faults: [{ kind: http-error, status: 418 }]\n';
    expect((await put(yaml)).status).toBe(200);
    expect(await status()).toBe(418);
  });

  test('refuses what it cannot use, says where, and changes nothing', async () => {
    await put(broken(503));
    const refused = await put({ rules: [{ faults: [{ kind: 'hagn' }], rate: 7 }] });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const { errors, type } = (await refused.json()) as { errors: { path: string }[]; type: string };
    expect(type).toBe('urn:chaos-lab:problem:scenario-invalid');
    expect(errors.map(({ path }) => path)).toEqual(['/rules/0/rate', '/rules/0/faults/0/kind']);
    expect((await put({ rules: [{ rate: 'sweep', faults: [{ kind: 'reset' }] }] })).status).toBe(
      422,
    );
    expect((await put('rules: [')).status).toBe(422);
    expect((await put(broken(500), '?ttl=soon')).status).toBe(400);
    expect((await put(broken(500), '?tll=3')).status).toBe(400);
    expect(await status()).toBe(503);
  });

  test('goes by If-Match, so that two people do not overwrite each other', async () => {
    const { headers } = await put(broken(503));
    const etag = headers.get('etag') ?? '';
    expect((await put(broken(500), '', { 'If-Match': etag })).status).toBe(200);
    const late = await put(broken(501), '', { 'If-Match': etag });
    expect(late.status).toBe(412);
    expect(await status()).toBe(500);
    expect((await put(broken(502), '', { 'If-Match': '*' })).status).toBe(200);
  });

  test('with a time to live ends by itself', async () => {
    await put(broken(503));
    const timed = await put(broken(504), '?ttl=0.2');
    expect(Date.parse(timed.headers.get('chaos-scenario-ends') ?? '')).toBeGreaterThan(Date.now());
    expect(await status()).toBe(504);
    await until('the scenario from before comes back', async () => (await status()) === 503);
    expect((await scenario()).headers.get('chaos-scenario-ends')).toBeNull();
  });
});

test('PATCH /scenario merges (RFC 7396)', async () => {
  await put({ ...broken(503), sweepRate: 0, rules: [{ ...broken(503).rules[0], rate: 'sweep' }] });
  expect(await status()).toBe(200);
  const patch = (body: object) =>
    scenario({
      method: 'PATCH',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
  expect((await patch({ sweepRate: 1, description: 'now' })).status).toBe(200);
  expect(await status()).toBe(503);
  expect((await patch({ description: null })).status).toBe(200);
  expect(await (await scenario()).json()).not.toHaveProperty('description');
  expect((await patch({ sweepRate: null })).status).toBe(422);
  expect(await status()).toBe(503);
});

test('an unknown path and a wrong method are problems', async () => {
  const missing = await fetch(`${proxy.adminUrl}/scenarios`);
  expect([missing.status, missing.headers.get('content-type')]).toEqual([
    404,
    'application/problem+json',
  ]);
  const wrong = await fetch(`${proxy.adminUrl}/scenario`, { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, PUT, PATCH']);
});

test('a body that names what to reset resets nothing', async () => {
  await fetch(`${proxy.url}/x`, { headers: { 'Chaos-Session': 'kept' } });
  const refused = await fetch(`${proxy.adminUrl}/reset`, {
    method: 'POST',
    body: JSON.stringify({ session: 'other' }),
    headers: { 'Content-Type': 'application/json' },
  });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('expected everything in the query');
  const { sessions } = (await (await fetch(`${proxy.adminUrl}/sessions?session=kept`)).json()) as {
    sessions: unknown[];
  };
  expect(sessions).toHaveLength(1);
});
