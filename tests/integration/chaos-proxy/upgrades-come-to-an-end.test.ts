import net, { type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { targetOf } from '../../../services/chaos-proxy/src/upstream/index.ts';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { startRawUpstream } from '../../support/raw-upstream.ts';
import { until } from '../../support/until.ts';
import { startWireProxy } from '../../support/wire-proxy.ts';

const keep = opened();
const ASK = request('GET /chat HTTP/1.1', [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
]);
const ACCEPT =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello';

async function before(onData: (socket: Socket, text: string) => void, timeoutMs = 20_000) {
  const upstream = keep(await startRawUpstream(onData));
  const target = targetOf(new URL(upstream.url), { timeoutMs });
  const proxy = keep(await startWireProxy({ target }));
  return { upstream, proxy };
}

async function asking(port: number): Promise<Socket> {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(ASK);
  return socket;
}

test('a handshake that the upstream never answers ends in time, on both sides', async () => {
  const { upstream, proxy } = await before(() => {}, 100);
  const { text, ended } = await rawExchange(proxy.port, ASK);
  expect(text).toMatch(/^HTTP\/1\.1 504 /);
  expect(ended).toBe('fin');
  await until('the upstream is left', () => upstream.closed() === 1);
  await until('the record', () => proxy.outcomes.length === 1);
  expect(proxy.outcomes).toMatchObject([{ end: 'upstream-timeout', status: 504 }]);
});

test.each([
  ['by a reset', (socket: Socket) => socket.resetAndDestroy()],
  ['in order', (socket: Socket) => socket.end()],
])('a client that leaves %s before the answer ends the handshake', async (_how, leave) => {
  const { upstream, proxy } = await before(() => {});
  const socket = await asking(proxy.port);
  await until(
    'the handshake is at the upstream',
    () => upstream.received[0]?.includes('\r\n\r\n') ?? false,
  );
  leave(socket);
  await until('the upstream is left', () => upstream.closed() === 1);
  await until('the record', () => proxy.outcomes.length === 1);
  expect(proxy.outcomes).toMatchObject([{ end: 'client-abort' }]);
});

test('the end of a tunnel reaches the other side as it is, a cut as a cut', async () => {
  for (const [end, seen] of [
    ['end', 'fin'],
    ['resetAndDestroy', 'rst'],
  ] as const) {
    const { proxy } = await before((socket, text) => {
      if (text.endsWith('\r\n\r\n')) socket.write(ACCEPT);
      else socket[end]();
    });
    const socket = await asking(proxy.port);
    let text = '';
    const ended = new Promise<string>((resolve) => {
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        if (text.endsWith('hello')) socket.write('x');
      });
      socket.once('end', () => resolve('fin'));
      socket.once('error', () => resolve('rst'));
    });
    expect(await ended).toBe(seen);
    socket.destroy();
    await until('the record', () => proxy.outcomes.length === 1);
    expect(proxy.outcomes).toMatchObject([
      { end: end === 'end' ? 'complete' : 'upstream-reset', status: 101 },
    ]);
  }
});

test('a declined upgrade whose upstream resets is no whole answer', async () => {
  const { proxy } = await before((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\nhalf', () => socket.resetAndDestroy());
  });
  const { text, ended } = await rawExchange(proxy.port, ASK);
  if (text.startsWith('HTTP/1.1 200')) expect(ended).toBe('rst');
  else expect(text).toMatch(/^(?:$|HTTP\/1\.1 502 )/);
  await until('the record', () => proxy.outcomes.length === 1);
  expect(proxy.outcomes).toMatchObject([{ end: 'upstream-reset' }]);
});

test('a change of protocol that nobody asked for is a 502', async () => {
  const { proxy } = await before((socket) => socket.write(ACCEPT));
  const { text } = await rawExchange(proxy.port, request('GET / HTTP/1.1', ['Connection: close']));
  expect(text).toMatch(/^HTTP\/1\.1 502 /);
});
