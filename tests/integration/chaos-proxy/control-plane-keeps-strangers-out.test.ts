import { expect, test } from 'vitest';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { startUpstream } from '../../support/upstream.ts';

test('off loopback the process does not start without a token', async () => {
  const started = spawnChaosProxy('http://127.0.0.1:1', ['--admin-host', '0.0.0.0']);
  await expect(started).rejects.toThrow('0.0.0.0 is open to the network');
});

test('with a token nothing but the health checks answers without it', async () => {
  const upstream = await startUpstream();
  const admin = { host: '0.0.0.0', token: 'a-long-secret' };
  const proxy = await startChaosProxy(upstream.url, { rules: [] }, { admin });
  try {
    const status = async (path: string, token?: string) => {
      const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      return (await fetch(`${proxy.adminUrl}${path}`, { headers })).status;
    };
    for (const path of ['/scenario', '/tape', '/sessions', '/plan?operations=x', '/metrics']) {
      expect([path, await status(path)]).toEqual([path, 401]);
      expect([path, await status(path, 'a-wrong-secret')]).toEqual([path, 401]);
    }
    expect(await status('/scenario', 'a-long-secret')).toBe(200);
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(200);
  } finally {
    await proxy.close();
    await upstream.close();
  }
});
