import { expect, test } from 'vitest';
import { opened } from '../support/opened.ts';
import { bodyOf, rawExchange, request } from '../support/raw-client.ts';
import { startRawUpstream } from '../support/raw-upstream.ts';
import { startUpstream } from '../support/upstream.ts';
import { type FaultInput, startWireProxy } from '../support/wire-proxy.ts';

const keep = opened();
const ASK = request('GET /chat?x=1 HTTP/1.1', [
  'Connection: keep-alive, Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
]);
const ACCEPT = [
  'HTTP/1.1 101 Switching Protocols',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Accept: x',
  '',
  'hello ',
].join('\r\n');

async function tunnelled(fault?: FaultInput) {
  const upstream = keep(
    await startRawUpstream((socket, text) => {
      if (text.endsWith('\r\n\r\n')) socket.write(ACCEPT);
      else socket.end(`you said ${text.slice(text.indexOf('\r\n\r\n') + 4)}`);
    }),
  );
  const proxy = keep(await startWireProxy({ target: upstream.url, ...(fault && { fault }) }));
  return { upstream, proxy };
}

test('a tunnel carries bytes both ways and is one call', async () => {
  const { upstream, proxy } = await tunnelled();
  const { connect } = await import('node:net');
  const text = await new Promise<string>((resolve) => {
    let all = '';
    const socket = connect(proxy.port, '127.0.0.1', () => socket.write(ASK));
    socket.on('data', (chunk) => {
      all += String(chunk);
      if (all.endsWith('hello ')) socket.write('ping');
    });
    socket.on('end', () => resolve(all));
  });
  expect(text).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
  expect(bodyOf(text)).toBe('hello you said ping');
  expect(upstream.received[0]).toMatch(/^GET \/chat\?x=1 HTTP\/1\.1\r\n/);
  expect(upstream.received[0]?.toLowerCase()).toContain('\r\nupgrade: websocket\r\n');
  await expect
    .poll(() => proxy.outcomes)
    .toMatchObject([{ end: 'complete', status: 101, upstreamStatus: 101 }]);
});

test('a refusal of the upstream comes back as it is', async () => {
  const upstream = keep(
    await startUpstream((_request, response) => response.writeHead(426).end('no')),
  );
  const proxy = keep(await startWireProxy({ target: upstream.url }));
  const { text } = await rawExchange(proxy.port, ASK);
  expect(text).toMatch(/^HTTP\/1\.1 426 Upgrade Required/);
  await expect.poll(() => proxy.outcomes).toMatchObject([{ upstreamStatus: 426 }]);
});

test('an upstream that is not there is a problem document', async () => {
  const gone = await startUpstream();
  await gone.close();
  const proxy = keep(await startWireProxy({ target: gone.url }));
  const { text } = await rawExchange(proxy.port, ASK);
  expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
  expect(JSON.parse(bodyOf(text))).toMatchObject({
    type: 'urn:chaos-lab:problem:upstream-refused',
  });
  await expect.poll(() => proxy.outcomes).toMatchObject([{ end: 'upstream-refused' }]);
});

test.each([
  [{ kind: 'http-error', status: 503 }, /^HTTP\/1\.1 503 /, 'fin'],
  [{ kind: 'reset' }, /^$/, 'rst'],
  [{ kind: 'hang', capMs: 30 }, /^$/, 'fin'],
] as const)('$0.kind happens before the tunnel', async (fault, shape, end) => {
  const { upstream, proxy } = await tunnelled(fault);
  const { text, ended } = await rawExchange(proxy.port, ASK);
  expect(text).toMatch(shape);
  expect(ended).toBe(end);
  expect(upstream.received).toEqual([]);
  await expect.poll(() => proxy.outcomes).toMatchObject([{ end: 'injected' }]);
});

test('a fault that needs an answer is suppressed', async () => {
  const { proxy } = await tunnelled({ kind: 'truncate' });
  const { text } = await rawExchange(proxy.port, ASK, { until: (all) => all.endsWith('hello ') });
  expect(text).toContain('101 Switching Protocols');
  await expect.poll(() => proxy.outcomes).toMatchObject([{ suppressed: 'phase-impossible' }]);
});

test('another protocol is not tunnelled', async () => {
  const upstream = keep(await startUpstream());
  const proxy = keep(await startWireProxy({ target: upstream.url }));
  const headers = [
    'Connection: Upgrade, HTTP2-Settings, close',
    'Upgrade: h2c',
    'HTTP2-Settings: AA',
  ];
  const { text } = await rawExchange(proxy.port, request('GET / HTTP/1.1', headers));
  expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(upstream.seen[0]?.headers).not.toHaveProperty('upgrade');
  expect(upstream.seen[0]?.headers).not.toHaveProperty('http2-settings');
});
