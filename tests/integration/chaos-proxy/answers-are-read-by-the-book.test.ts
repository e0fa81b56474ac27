import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { bodyOf, rawExchange, request } from '../../support/raw-client.ts';
import { startRawUpstream } from '../../support/raw-upstream.ts';
import { startUpstream } from '../../support/upstream.ts';
import { startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const GET = request('GET / HTTP/1.1', ['Connection: close']);
const MANY = Array.from({ length: 3_000 }, (_, i) => `X-${i}: ${i}\r\n`).join('');

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  async function answered(answer: string) {
    const done = new WeakSet<Socket>();
    const upstream = keep(
      await startRawUpstream((socket) => {
        if (done.has(socket)) return;
        done.add(socket);
        socket.end(Buffer.from(answer, 'latin1'));
      }),
    );
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const { text } = await rawExchange(proxy.port, GET);
    expect(proxy.errors).toEqual([]);
    return text;
  }

  test('100 Continue that nobody asked for: the answer behind it, or a clear 502', async () => {
    const text = await answered(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    );
    expect(text).toMatch(/^HTTP\/1\.1 (?:200 [^]*ok|502 [^]*upstream-[^]*\})$/);
    expect(text).not.toContain('100 Continue');
  });

  test('204 with chunks and trailers ends at its head', async () => {
    const text = await answered(
      'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\nhi\r\n0\r\nX: 1\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 204 /);
    expect(bodyOf(text)).toBe('');
    expect(text).not.toMatch(/transfer-encoding|trailer/i);
  });

  test.each(['9007199254740993', '99999999999999999999999'])(
    'a length that no double holds, %s, is refused and never changed',
    async (length) => {
      const text = await answered(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\nok`);
      expect(text).toMatch(/^HTTP\/1\.1 502 /);
    },
  );

  test('thousands of fields pass whole, or are refused whole', async () => {
    const text = await answered(`HTTP/1.1 200 OK\r\n${MANY}Content-Length: 2\r\n\r\nok`);
    if (text.startsWith('HTTP/1.1 502 ')) return;
    expect(text.match(/^X-\d+: \d+\r$/gm)).toHaveLength(3_000);
    expect(bodyOf(text)).toBe('ok');
  });

  test.each(['gzip, chunked', 'gzip', 'identity, chunked', 'chunked, chunked'])(
    'the transfer coding "%s" is not stripped: refused',
    async (coding) => {
      const text = await answered(
        `HTTP/1.1 200 OK\r\nTransfer-Encoding: ${coding}\r\n\r\n2\r\nhi\r\n0\r\n\r\n`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 502 /);
    },
  );

  test('OPTIONS * reaches the upstream as it is', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const { text } = await rawExchange(
      proxy.port,
      request('OPTIONS * HTTP/1.1', ['Connection: close']),
    );
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(upstream.seen[0]).toMatchObject({ method: 'OPTIONS', url: '*' });
    const other = await rawExchange(proxy.port, request('GET * HTTP/1.1', ['Connection: close']));
    expect(other.text).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each([
    ['a string', 'half an error', /^text\/plain/],
    ['an object', { a: 1 }, /^application\/json/],
  ])('an error in a 200 with %s as its body is sent as it is', async (_name, body, type) => {
    const upstream = keep(await startUpstream());
    const fault = { kind: 'error-in-200', body } as const;
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way, fault }));
    const answer = await fetch(proxy.url);
    expect(answer.headers.get('content-type')).toMatch(type);
    expect(await answer.text()).toBe(typeof body === 'string' ? body : JSON.stringify(body));
  });
});
