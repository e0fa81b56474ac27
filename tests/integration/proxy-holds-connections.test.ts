import net from 'node:net';
import { expect, test } from 'vitest';
import { opened } from '../support/opened.ts';
import { rawExchange, request } from '../support/raw-client.ts';
import { startUpstream } from '../support/upstream.ts';
import { startWireProxy } from '../support/wire-proxy.ts';

const keep = opened();
const ASK = request('GET /hang HTTP/1.1');
test.each([
  ['latency', { delay: { distribution: 'constant', ms: 60_000 } }],
  ['stall', {}],
  ['dribble', { everyMs: 60_000 }],
  ['bandwidth', { bytesPerS: 0.01 }],
] as const)('%s takes a place and gives it back when the client leaves', async (kind, options) => {
  const upstream = keep(await startUpstream());
  const proxy = keep(
    await startWireProxy({ target: upstream.url, maxHeld: 1, fault: { kind, ...options } }),
  );
  const sockets: net.Socket[] = [];
  await hang(proxy.port, sockets);
  await expect.poll(() => proxy.held()).toBe(1);
  const second = await rawExchange(proxy.port, request('GET / HTTP/1.1', ['Connection: close']));
  expect(second.text).toContain('"name":"rex"');
  expect(proxy.outcomes).toMatchObject([{ suppressed: 'held-connections-full', end: 'complete' }]);
  sockets[0]?.destroy();
  await expect.poll(() => proxy.held()).toBe(0);
});

test('a short hold gives its place back before the call is over', async () => {
  const upstream = keep(await startUpstream());
  const delay = { distribution: 'constant', ms: 5 };
  const proxy = keep(
    await startWireProxy({ target: upstream.url, maxHeld: 1, fault: { kind: 'latency', delay } }),
  );
  for (let i = 0; i < 3; i += 1) expect((await fetch(proxy.url)).status).toBe(200);
  expect(proxy.held()).toBe(0);
  await expect.poll(() => proxy.outcomes).toHaveLength(3);
  expect(proxy.outcomes.every(({ suppressed }) => suppressed === undefined)).toBe(true);
});

test('a client that leaves while it waits in a queue never reaches the upstream', async () => {
  const upstream = keep(await startUpstream());
  const proxy = keep(await startWireProxy({ target: upstream.url, holdMs: 60_000 }));
  const sockets: net.Socket[] = [];
  await hang(proxy.port, sockets);
  await expect.poll(() => proxy.facts).toHaveLength(1);
  sockets[0]?.destroy();
  await expect.poll(() => proxy.outcomes).toMatchObject([{ end: 'client-abort', status: null }]);
  expect(upstream.seen).toEqual([]);
});

test('a client that leaves before its fault went out is told apart', async () => {
  const upstream = keep(await startUpstream());
  const proxy = keep(await startWireProxy({ target: upstream.url, fault: { kind: 'reset' } }));
  const socket = net.connect(proxy.port, '127.0.0.1', () =>
    socket.write(request('POST / HTTP/1.1', ['Content-Length: 100000'], 'half')),
  );
  await expect.poll(() => proxy.facts).toHaveLength(1);
  socket.destroy();
  await expect
    .poll(() => proxy.outcomes)
    .toMatchObject([{ end: 'client-abort', suppressed: 'client-gone' }]);
});

function hang(port: number, sockets: net.Socket[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(ASK, () => resolve()));
    socket.on('error', reject);
    sockets.push(socket);
  });
}
