import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { until } from '../../support/until.ts';
import { startUpstream } from '../../support/upstream.ts';
import { startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const CLOSE = 'Connection: close';

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  async function before() {
    const upstream = keep(await startUpstream());
    return { upstream, proxy: keep(await startWireProxy({ target: upstream.url, ...way })) };
  }

  test.each([
    ['none', 'GET', [], ''],
    ['one of length 0', 'POST', ['Content-Length: 0'], ''],
    ['a short one', 'POST', ['Content-Length: 5'], 'hello'],
    ['the longest short one', 'POST', ['Content-Length: 65536'], 'x'.repeat(65_536)],
  ])('a decision is told of %s', async (_name, method, fields, body) => {
    const { proxy, upstream } = await before();
    await rawExchange(proxy.port, request(`${method} /x HTTP/1.1`, [...fields, CLOSE], body));
    expect(proxy.facts.map((facts) => facts.body?.toString())).toEqual([body]);
    expect(upstream.seen[0]?.body.toString()).toBe(body);
  });

  test.each([
    ['chunks', ['Transfer-Encoding: chunked'], '2\r\nhi\r\n0\r\n\r\n', 'hi'],
    ['one that waits to be asked for', ['Content-Length: 2', 'Expect: 100-continue'], 'hi', 'hi'],
  ])('a decision is made before the body: %s', async (_name, fields, bytes, body) => {
    const { proxy, upstream } = await before();
    await rawExchange(proxy.port, request('POST /x HTTP/1.1', [...fields, CLOSE], bytes));
    expect(proxy.facts.map((facts) => facts.body)).toEqual([undefined]);
    expect(upstream.seen[0]?.body.toString()).toBe(body);
  });

  test('a client that goes in the middle of a short body leaves nothing behind', async () => {
    const { proxy, upstream } = await before();
    const socket = net.connect(proxy.port, '127.0.0.1');
    socket.write(request('POST /x HTTP/1.1', ['Content-Length: 5'], 'he'));
    const connections = (): Promise<number> =>
      new Promise((resolve) => proxy.server.getConnections((_error, count) => resolve(count)));
    await until('the connection is there', async () => (await connections()) === 1);
    socket.resetAndDestroy();
    await until('the connection has gone', async () => (await connections()) === 0);
    expect(proxy.facts).toEqual([]);
    expect(proxy.errors).toEqual([]);
    expect(upstream.seen).toEqual([]);
    expect((await fetch(proxy.url)).status).toBe(200);
  });
});
