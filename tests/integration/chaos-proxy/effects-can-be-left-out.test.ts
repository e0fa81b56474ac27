import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProxyProcess, spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { recordsOf } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

let upstream: Upstream;
let proxy: ProxyProcess;
beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await spawnChaosProxy(upstream.url, ['--no-effects']);
});
afterAll(async () => {
  await proxy.stop();
  await upstream.close();
});

test('a proxy started with --no-effects forwards writes, keeps none, and says so', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const order = { method: 'POST', headers, body: '{"item":"book"}' };
  expect((await fetch(`${proxy.url}/orders`, order)).status).toBe(200);

  const claim = { method: 'POST', headers, body: '{"session":"default","success":true}' };
  for (const asked of [
    fetch(`${proxy.adminUrl}/effects`),
    fetch(`${proxy.adminUrl}/claim`, claim),
  ]) {
    const answer = await asked;
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      detail: 'effects are not kept: this proxy was started with --no-effects',
    });
  }

  const records = recordsOf(await (await fetch(`${proxy.adminUrl}/tape`)).text());
  expect(records).toMatchObject([{ method: 'POST', effect: null, reached: 'good', call: 1 }]);
  expect(records[0]?.digest).not.toBeNull();
  const metrics = await (await fetch(`${proxy.adminUrl}/metrics`)).text();
  expect(metrics).not.toMatch(/chaos_proxy_writes_total\{[^}]*\} [1-9]/);
});
