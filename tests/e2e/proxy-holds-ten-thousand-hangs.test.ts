import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { METRIC } from '@chaos-lab/contracts';
import { spawnService } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';
import { opened } from '../support/opened.ts';
import { request } from '../support/raw-client.ts';
import { startUpstream } from '../support/upstream.ts';

const keep = opened();
const HELD = 10_000;
const AT_ONCE = 200;
const ASK = request('GET /hang HTTP/1.1');
const SCENARIO = {
  name: 'hangs',
  rules: [{ match: { path: '/hang' }, faults: [{ kind: 'hang', capMs: 3_600_000 }] }],
};

test('ten thousand hangs are held while others are served, and end when their clients leave', async () => {
  const upstream = keep(await startUpstream());
  const proxy = await spawnService({
    name: 'chaos-proxy',
    script: fileURLToPath(new URL('../../services/chaos-proxy/src/main.ts', import.meta.url)),
    args: [
      '--target',
      upstream.url,
      '--max-held',
      String(HELD),
      '--port',
      '0',
      '--admin-port',
      '0',
    ],
    env: { LOG_LEVEL: 'warn' },
    readyTimeoutMs: 60_000,
  });
  keep({ close: async () => void (await proxy.stop()) });
  const put = await fetch(`${proxy.url('admin')}/scenario`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(SCENARIO),
  });
  expect(put.status).toBe(200);
  const held = async (): Promise<number> => {
    const metrics = await (await fetch(`${proxy.url('admin')}/metrics`)).text();
    return Number(
      new RegExp(`^${METRIC.proxyHeld.name}(?:\\{.*\\})? (\\d+)`, 'm').exec(metrics)?.[1],
    );
  };

  const port = Number(new URL(proxy.url('traffic')).port);
  const sockets: net.Socket[] = [];
  for (let started = 0; started < HELD; started += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => hang(port, sockets)));
  }
  await expect.poll(held, { timeout: 60_000 }).toBe(HELD);

  const others = await Promise.all(
    Array.from(
      { length: 50 },
      async (_, i) => (await fetch(`${proxy.url('traffic')}/${i}`)).status,
    ),
  );
  expect(others).toEqual(others.map(() => 200));
  const oneMore = await fetch(`${proxy.url('traffic')}/hang`);
  expect(oneMore.status).toBe(200);

  for (const socket of sockets) socket.destroy();
  await expect.poll(held, { timeout: 60_000 }).toBe(0);
}, 240_000);

function hang(port: number, sockets: net.Socket[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(ASK, () => resolve()));
    socket.on('error', reject);
    sockets.push(socket);
  });
}
