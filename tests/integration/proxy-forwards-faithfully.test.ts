import http, { type RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { opened } from '../support/opened.ts';
import { bodyOf, rawExchange, request } from '../support/raw-client.ts';
import { startUpstream } from '../support/upstream.ts';
import { startWireProxy, WAYS, type WireOptions } from '../support/wire-proxy.ts';

const keep = opened();

// The same behaviour is asked of the lean lane and of the package's own path.
describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  async function before(answer?: RequestListener, options: Partial<WireOptions> = {}) {
    const upstream = keep(await startUpstream(answer));
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way, ...options }));
    return { upstream, proxy };
  }

  test('drops hop-by-hop fields both ways and keeps the rest as it was written', async () => {
    const { upstream, proxy } = await before((_request, response) => {
      response.writeHead(200, [
        ['Connection', 'X-Listed'],
        ['X-Listed', 'gone'],
        ['Proxy-Authenticate', 'Basic'],
        ['Keep-Alive', 'timeout=9'],
        ['Set-Cookie', 'a=1'],
        ['SET-COOKIE', 'b=2'],
        ['X-Kept', 'yes'],
      ]);
      response.end('ok');
    });
    const { text } = await rawExchange(
      proxy.port,
      request('GET / HTTP/1.1', [
        'Connection: close, X-Secret',
        'X-Secret: 1',
        'TE: trailers',
        'Proxy-Authorization: Basic x',
        'Proxy-Connection: keep-alive',
        'Keep-Alive: 5',
        'X-Own: a',
        'X-own: b',
      ]),
    );
    const { headers = {}, rawHeaders = [] } = upstream.seen[0] ?? {};
    for (const name of ['x-secret', 'te', 'proxy-authorization', 'proxy-connection']) {
      expect(headers).not.toHaveProperty(name);
    }
    expect(headers).not.toHaveProperty('keep-alive');
    expect(headers['x-own']).toBe('a, b');
    expect(rawHeaders).toContain('X-Own');
    expect(headers.host).toBe(new URL(upstream.url).host);
    expect(text).not.toMatch(/x-listed|proxy-authenticate|timeout=9/i);
    expect(text).toContain('\r\nSet-Cookie: a=1\r\nSET-COOKIE: b=2\r\nX-Kept: yes\r\n');
  });

  test.each([
    ['GET', 204],
    ['GET', 304],
    ['HEAD', 200],
  ])('%s with %d has no body and ends at once', async (method, status) => {
    const { proxy } = await before((_request, response) => {
      const headers = status === 200 ? { 'Content-Length': '12', ETag: '"x"' } : { ETag: '"x"' };
      response.writeHead(status, headers).end();
    });
    const twice = request(`${method} /a HTTP/1.1`).repeat(2);
    const { text } = await rawExchange(proxy.port, twice, {
      until: (all) => all.split(`HTTP/1.1 ${status}`).length === 3 && all.endsWith('\r\n\r\n'),
    });
    expect(text.split('\r\n\r\n')).toHaveLength(3);
    expect(text).toContain('ETag: "x"');
    if (status === 200) expect(text).toContain('Content-Length: 12');
  });

  test('passes an encoded body untouched', async () => {
    const packed = gzipSync('{"id":1}');
    const { proxy } = await before((_request, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(packed);
    });
    const { bytes } = await rawExchange(
      proxy.port,
      request('GET / HTTP/1.1', ['Accept-Encoding: gzip', 'Connection: close']),
    );
    expect(bytes.subarray(-packed.length).equals(packed)).toBe(true);
  });

  test('passes fields behind the body both ways', async () => {
    const { upstream, proxy } = await before((incoming, response) => {
      response.writeHead(200, { Trailer: 'X-Sum' });
      response.write('body');
      response.addTrailers({ 'X-Sum': '42', 'X-Seen': String(incoming.trailers['x-check']) });
      response.end();
    });
    const chunked = ['Transfer-Encoding: chunked', 'Trailer: X-Check', 'Connection: close'];
    const { text } = await rawExchange(
      proxy.port,
      request('POST / HTTP/1.1', chunked, '4\r\nbody\r\n0\r\nX-Check: ok\r\n\r\n'),
    );
    expect(String(upstream.seen[0]?.body)).toBe('body');
    expect(text).toMatch(/\r\n0\r\nX-Sum: 42\r\nX-Seen: ok\r\n\r\n$/);
  });

  test('passes large heads both ways', async () => {
    const long = 'x'.repeat(12_000);
    const { upstream, proxy } = await before((_request, response) => {
      response.setHeader('X-Long', long).end('ok');
    });
    const answer = await fetch(proxy.url, { headers: { 'x-long': long } });
    expect(answer.headers.get('x-long')).toBe(long);
    expect(upstream.seen[0]?.headers['x-long']).toBe(long);
  });

  test('passes a redirect on and sends every request once', async () => {
    const { upstream, proxy } = await before((_request, response) => {
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    const answer = await fetch(`${proxy.url}/here`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/elsewhere');
    expect(upstream.seen.map(({ url }) => url)).toEqual(['/here']);
  });

  test('passes early hints on before the answer', async () => {
    const { proxy } = await before((_request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end('ok');
    });
    const { text } = await rawExchange(
      proxy.port,
      request('GET / HTTP/1.1', ['Connection: close']),
    );
    expect(text).toMatch(/^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>[^]*HTTP\/1\.1 200 OK/);
  });

  test('streams an event as soon as it comes', async () => {
    let sendSecond = (): void => {};
    const { proxy } = await before((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      sendSecond = () => response.end('data: 2\n\n');
    });
    const { body } = await fetch(proxy.url);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(String(Buffer.from(first.value ?? []))).toBe('data: 1\n\n');
    sendSecond();
    const second = await reader.read();
    expect(String(Buffer.from(second.value ?? []))).toBe('data: 2\n\n');
  });

  test('streams an upload while it is still going on', async () => {
    const pieces: string[] = [];
    const server = http.createServer((incoming, response) => {
      incoming.on('data', (chunk: Buffer) => pieces.push(String(chunk)));
      incoming.on('end', () => response.end('got it'));
    });
    const upstream = keep(await startUpstream());
    upstream.server.removeAllListeners('request');
    upstream.server.on('request', (...all) => server.emit('request', ...all));
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const upload = http.request(proxy.url, { method: 'PUT' });
    upload.write('first');
    await expect.poll(() => pieces).toEqual(['first']);
    upload.end('second');
    const answer = await new Promise<http.IncomingMessage>((resolve) =>
      upload.on('response', resolve),
    );
    expect(answer.statusCode).toBe(200);
    expect(pieces).toEqual(['first', 'second']);
    answer.resume();
  });

  test('speaks HTTP/1.0 to a client that does', async () => {
    const { proxy } = await before((_request, response) => {
      response.write('part one, ');
      response.end('part two');
    });
    const { text, ended } = await rawExchange(proxy.port, 'GET / HTTP/1.0\r\nHost: a\r\n\r\n');
    expect(text).not.toMatch(/transfer-encoding/i);
    expect(bodyOf(text)).toBe('part one, part two');
    expect(ended).toBe('fin');
  });

  test('answers requests in one packet in their order', async () => {
    const { proxy } = await before((incoming, response) => {
      setTimeout(() => response.end(`<${incoming.url}>`), incoming.url === '/1' ? 40 : 0);
    });
    const { text } = await rawExchange(
      proxy.port,
      request('GET /1 HTTP/1.1') + request('GET /2 HTTP/1.1', ['Connection: close']),
    );
    expect(text.match(/<\/\d>/g)).toEqual(['</1>', '</2>']);
  });

  test('adds the fields of a forwarding proxy where it is told to', async () => {
    const { upstream, proxy } = await before(undefined, {
      headers: { xForwarded: true, via: 'chaos' },
    });
    const headers = { 'x-forwarded-for': '10.1.1.1', via: '1.0 edge' };
    await fetch(proxy.url, { headers });
    expect(upstream.seen[0]?.headers).toMatchObject({
      'x-forwarded-for': '10.1.1.1, 127.0.0.1',
      'x-forwarded-host': new URL(proxy.url).host,
      'x-forwarded-proto': 'http',
      via: '1.0 edge, 1.1 chaos',
    });
  });

  test('asks the upstream before it invites a body', async () => {
    const { upstream, proxy } = await before((incoming, response) => {
      response.end(`expect: ${incoming.headers.expect}`);
    });
    const head = request('PUT / HTTP/1.1', [
      'Content-Length: 4',
      'Expect: 100-continue',
      'Connection: close',
    ]);
    const { text } = await invited(proxy.port, head, 'body');
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(bodyOf(text)).toContain('expect: 100-continue');
    expect(String(upstream.seen[0]?.body)).toBe('body');
  });

  test('passes on a refusal in place of the invitation', async () => {
    const { upstream, proxy } = await before();
    upstream.server.on('checkContinue', (_incoming, response: http.ServerResponse) => {
      response.writeHead(401, { Connection: 'close' }).end('no');
    });
    const head = request('PUT / HTTP/1.1', ['Content-Length: 4', 'Expect: 100-continue']);
    const { text } = await rawExchange(proxy.port, head, { until: (all) => all.endsWith('no') });
    expect(text).toMatch(/^HTTP\/1\.1 401 /);
    expect(upstream.seen).toEqual([]);
  });

  test('gives an early answer to an upload that the upstream will not read', async () => {
    const { proxy, upstream } = await before();
    upstream.server.removeAllListeners('request');
    upstream.server.on('request', (_incoming, response: http.ServerResponse) => {
      response.writeHead(413, { Connection: 'close' });
      response.end('too much');
    });
    const head = request('PUT / HTTP/1.1', ['Content-Length: 20000000']);
    const { text } = await rawExchange(
      proxy.port,
      Buffer.concat([Buffer.from(head), Buffer.alloc(2e6)]),
      {
        until: (all) => all.includes('too much'),
      },
    );
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    await expect.poll(() => proxy.outcomes).toMatchObject([{ upstreamStatus: 413, status: 413 }]);
  });
});

/** Sends the head, and the body once it is asked for. */
async function invited(port: number, head: string, body: string) {
  const net = await import('node:net');
  return new Promise<{ text: string }>((resolve) => {
    let text = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(head));
    socket.on('data', (chunk) => {
      if (text === '') socket.write(body);
      text += chunk.toString('latin1');
    });
    socket.on('end', () => resolve({ text }));
  });
}
