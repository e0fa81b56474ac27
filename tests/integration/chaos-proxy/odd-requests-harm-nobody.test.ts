import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { until } from '../../support/until.ts';
import { startUpstream } from '../../support/upstream.ts';
import { type FaultInput, startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const CHUNKED = ['Transfer-Encoding: chunked', 'Trailer: X-Sum'];
const NO_FAULT = undefined;
const FAULTS: readonly (FaultInput | undefined)[] = [
  NO_FAULT,
  { kind: 'latency', phase: 'after', delay: { distribution: 'constant', ms: 1 } },
  { kind: 'duplicate' },
  { kind: 'http-error', status: 503, phase: 'after' },
];

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  describe.each(FAULTS)('%o', (fault) => {
    async function before() {
      const upstream = keep(await startUpstream());
      const options = { target: upstream.url, ...way, ...(fault && { fault }) };
      return { upstream, proxy: keep(await startWireProxy(options)) };
    }

    test.each([
      ['GET', ['Trailer: X'], ''],
      ['GET', ['Trailer: X', 'Content-Length: 0'], ''],
      ['POST', ['Trailer: X', 'Content-Length: 2'], 'hi'],
      ['HEAD', ['Trailer: X'], ''],
    ])('%s that announces trailers without chunks: %j', async (method, fields, body) => {
      const { proxy, upstream } = await before();
      const bytes = request(`${method} /x HTTP/1.1`, [...fields, 'Connection: close'], body);
      const { text } = await rawExchange(proxy.port, bytes);
      expect(text).toMatch(fault?.kind === 'http-error' ? /^HTTP\/1\.1 503 / : /^HTTP\/1\.1 200 /);
      expect(upstream.seen[0]?.headers).not.toHaveProperty('trailer');
      expect(upstream.seen[0]?.body.toString()).toBe(body);
      expect(proxy.errors).toEqual([]);
    });

    test('trailers in chunks', async () => {
      const { proxy, upstream } = await before();
      const head = request('POST /x HTTP/1.1', [...CHUNKED, 'Connection: close']);
      const { text } = await rawExchange(proxy.port, `${head}2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n`);
      expect(text).toMatch(fault?.kind === 'http-error' ? /^HTTP\/1\.1 503 / : /^HTTP\/1\.1 200 /);
      expect(upstream.seen[0]?.body.toString()).toBe('hi');
      expect(proxy.errors).toEqual([]);
    });
  });

  test('CONNECT is refused with what to do instead, and a reset after it harms nobody', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const bytes = 'CONNECT x.example:443 HTTP/1.1\r\nHost: x.example:443\r\n\r\n';
    const { text } = await rawExchange(proxy.port, bytes);
    expect(text).toMatch(/^HTTP\/1\.1 405 /);
    expect(text).toContain('base URL');
    const socket = net.connect(proxy.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(bytes);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write('more');
    socket.resetAndDestroy();
    const connections = (): Promise<number> =>
      new Promise((resolve) => proxy.server.getConnections((_error, count) => resolve(count)));
    await until('the connection has gone', async () => (await connections()) === 0);
    expect((await fetch(proxy.url)).status).toBe(200);
  });
});
