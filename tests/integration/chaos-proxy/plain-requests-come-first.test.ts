import net, { connect } from 'node:net';
import { expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { until } from '../../support/until.ts';
import { startUpstream } from '../../support/upstream.ts';
import { startWireProxy, type WireOptions } from '../../support/wire-proxy.ts';

const keep = opened();

async function before(
  options: Partial<WireOptions> = {},
  answer?: Parameters<typeof startUpstream>[0],
) {
  const upstream = keep(await startUpstream(answer));
  const proxy = keep(await startWireProxy({ target: upstream.url, ...options }));
  return { upstream, proxy };
}

const answers = (text: string): string[] => text.match(/HTTP\/1\.1 \d+/g) ?? [];

/** Sends each request on one connection once the one before has been answered. */
async function converse(port: number, requests: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  for (const [index, one] of requests.entries()) {
    socket.write(one);
    await until(`answer ${index + 1}`, () => answers(text).length === index + 1);
  }
  socket.destroy();
  return text;
}

test('a fault in the middle of a connection comes once, with one decision for each request', async () => {
  const { upstream, proxy } = await before({
    fault: ({ path }) => (path === '/2' ? { kind: 'http-error', status: 503 } : null),
  });
  const paths = ['/1', '/2', '/3', '/4'];
  const text = await converse(
    proxy.port,
    paths.map((path) => request(`GET ${path} HTTP/1.1`)),
  );
  expect(answers(text)).toEqual([200, 503, 200, 200].map((status) => `HTTP/1.1 ${status}`));
  expect(proxy.facts.map(({ path }) => path)).toEqual(paths);
  expect(proxy.outcomes).toHaveLength(4);
  expect(upstream.seen.map(({ url }) => url)).toEqual(['/1', '/3', '/4']);
});

test('a request that comes before the answer to the last one waits its turn', async () => {
  let release = (): void => {};
  const { upstream, proxy } = await before({}, (incoming, response) => {
    if (incoming.url === '/slow') release = () => response.end('slow');
    else response.end('fast');
  });
  const socket = connect(proxy.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.write(request('GET /slow HTTP/1.1'));
  await until('the slow request to arrive', () => upstream.seen.length === 1);
  const early = request('GET /fast HTTP/1.1');
  await new Promise<void>((resolve) => socket.write(early, () => resolve()));
  release();
  await until('both answers', () => answers(text).length === 2);
  socket.destroy();
  expect(text).toMatch(/slow[^]*fast/);
  expect(upstream.seen.map(({ url }) => url)).toEqual(['/slow', '/fast']);
});

test('a request in two pieces is one request', async () => {
  const { upstream, proxy } = await before();
  const whole = request('POST /p HTTP/1.1', ['Content-Length: 6'], 'abcdef');
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write(whole.slice(0, 30));
  await until('the first piece to arrive', () => socket.bytesWritten === 30);
  socket.write(whole.slice(30));
  await until('the request to arrive', () => upstream.seen.length === 1);
  socket.destroy();
  expect(upstream.seen[0]?.body.toString()).toBe('abcdef');
  expect(proxy.facts).toHaveLength(1);
});

test('a client that leaves breaks its request to the upstream, and the record says so', async () => {
  let gone = false;
  const { upstream, proxy } = await before({}, (_incoming, response) => {
    response.on('close', () => {
      gone = true;
    });
  });
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write(request('GET / HTTP/1.1'));
  await until('the request to arrive', () => upstream.seen.length === 1);
  socket.destroy();
  await until('the upstream to notice', () => gone);
  await until('the record to be complete', () => proxy.outcomes.length === 1);
  expect(proxy.outcomes[0]).toMatchObject({ end: 'client-abort', status: null });
});

test('an upstream whose head would break the line framing is refused whole', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.end('HTTP/1.1 200 OK\r\nX-A: b\x00c\r\nContent-Length: 2\r\n\r\nok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  keep({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  const { port } = server.address() as { port: number };
  const proxy = keep(await startWireProxy({ target: `http://127.0.0.1:${port}` }));
  const { text } = await rawExchange(proxy.port, request('GET / HTTP/1.1'), {
    until: (seen) => seen.includes('}'),
  });
  expect(text).toMatch(/^HTTP\/1\.1 502 /);
  expect(proxy.outcomes[0]).toMatchObject({ end: 'upstream-invalid', status: 502 });
});

test('idle connections end with the server, the one that is answered after its answer', async () => {
  let release = (): void => {};
  const { upstream, proxy } = await before({}, (incoming, response) => {
    if (incoming.url === '/slow') release = () => response.end('late');
    else response.end('ok');
  });
  const idle = rawExchange(proxy.port, request('GET /idle HTTP/1.1'));
  await until('the first call to end', () => proxy.outcomes.length === 1);
  const busy = rawExchange(proxy.port, request('GET /slow HTTP/1.1'));
  await until('the slow request to arrive', () => upstream.seen.length === 2);
  proxy.server.close();
  expect((await idle).ended).not.toBe('none');
  release();
  const { text, ended } = await busy;
  expect(text).toMatch(/Connection: close[^]*late/);
  expect(ended).toBe('fin');
});

test('a connection that says nothing is told so, and ended', async () => {
  const { proxy } = await before();
  proxy.server.headersTimeout = 1;
  const { text, ended } = await rawExchange(proxy.port, '');
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(ended).toBe('fin');
});

test('a connection that waits too long between requests is ended', async () => {
  const { proxy } = await before();
  proxy.server.keepAliveTimeout = 1;
  const { text, ended } = await rawExchange(proxy.port, request('GET / HTTP/1.1'));
  expect(answers(text)).toHaveLength(1);
  expect(ended).not.toBe('none');
});
