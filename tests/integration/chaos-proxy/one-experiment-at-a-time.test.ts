import { afterEach, expect, it } from 'vitest';
import { processInfoSchema } from '@chaos-lab/service-kit';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';
import { spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { opened } from '../../support/opened.ts';
import { until } from '../../support/until.ts';

const keep = opened();
let proxy: ChaosProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

const scenario = (name: string) => ({ name, rules: [] });

async function started() {
  const running = await startChaosProxy('http://127.0.0.1:9', scenario('before'));
  proxy = running;
  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(running.adminUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { 'chaos-lease': token }),
      },
    });
    const text = await response.text();
    return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as never };
  };
  const take = async (ttlS = 60): Promise<string> => {
    const { json } = await call('POST', '/lease', { holder: 'mine', ttlS });
    return (json as { token: string }).token;
  };
  const inForce = async (): Promise<string> =>
    ((await call('GET', '/scenario')).json as { name: string }).name;
  return { call, take, inForce };
}

it('tells whoever comes second who holds the proxy, and lets only the holder change it', async () => {
  const { call, take, inForce } = await started();
  const token = await take();
  const second = await call('POST', '/lease', { holder: 'other', ttlS: 60 });
  expect(second.status).toBe(409);
  expect(second.json).toMatchObject({
    type: 'urn:chaos-lab:problem:lease-held',
    detail: expect.stringContaining('mine holds it') as string,
  });
  for (const [method, path, body] of [
    ['PUT', '/scenario', scenario('other')],
    ['POST', '/reset', undefined],
    ['POST', '/tape/drain', undefined],
    ['DELETE', '/tape', undefined],
  ] as const) {
    expect((await call(method, path, body)).status, path).toBe(409);
    expect((await call(method, path, body, 'wrong')).status, path).toBe(409);
  }
  expect((await call('PUT', '/scenario', scenario('mine'), token)).status).toBe(200);
  expect(await inForce()).toBe('mine');
  expect((await call('GET', '/lease')).json).toMatchObject({ held: true, holder: 'mine' });
});

it('gives the proxy back with the scenario it had before', async () => {
  const { call, take, inForce } = await started();
  const token = await take();
  await call('PUT', '/scenario', scenario('mine'), token);
  expect((await call('DELETE', '/lease', undefined, token)).status).toBe(204);
  expect(await inForce()).toBe('before');
  expect((await call('PUT', '/scenario', scenario('other'))).status).toBe(200);
  expect((await call('PUT', '/lease', { ttlS: 60 }, token)).status).toBe(409);
});

it('does so too when the holder is never heard of again', async () => {
  const { call, take, inForce } = await started();
  await call('PUT', '/scenario?ttl=600', scenario('temporary'));
  const token = await take(1);
  await call('PUT', '/scenario', scenario('mine'), token);
  await until('the end of the lease', async () => (await inForce()) === 'temporary');
  expect((await call('GET', '/lease')).json).toEqual({ held: false });
});

it('refuses a lease that names no holder or no time', async () => {
  const { call } = await started();
  expect(await call('POST', '/lease', { holder: '', ttlS: 0 })).toMatchObject({
    status: 400,
    json: { errors: [{ path: 'holder' }, { path: 'ttlS' }] },
  });
});

it('tells its settings without secrets, and notices that it was stopped', async () => {
  const running = await spawnChaosProxy('http://127.0.0.1:9', [
    '--admin-token=hush',
    '--max-held=7',
  ]);
  keep({ close: () => running.stop().then(() => undefined) });
  const info = async () => {
    const response = await fetch(`${running.adminUrl}/process`, {
      headers: { authorization: 'Bearer hush' },
    });
    return processInfoSchema.parse(await response.json());
  };
  const { pid } = running;
  expect((await info()).settings).toMatchObject({ 'max-held': 7, 'admin-token': '[set]' });
  const seen = async () => (await info()).pauses.filter(({ ms }) => ms > 900);
  expect(await seen()).toEqual([]);
  process.kill(pid, 'SIGSTOP');
  setTimeout(() => process.kill(pid, 'SIGCONT'), 1000);
  expect(await seen()).toMatchObject([{ kind: 'stalled' }]);
});
