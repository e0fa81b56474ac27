import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { startRawUpstream } from '../../support/raw-upstream.ts';
import { type FaultInput, startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const FAULTS: readonly (FaultInput | undefined)[] = [
  undefined,
  { kind: 'latency', phase: 'after', delay: { distribution: 'constant', ms: 1 } },
  { kind: 'duplicate' },
  { kind: 'stale' },
  { kind: 'dribble', bytes: 1, everyMs: 1 },
];
const REQUESTS = {
  get: request('GET /x HTTP/1.1', ['Connection: close']),
  chunks: `${request('POST /x HTTP/1.1', ['Transfer-Encoding: chunked', 'Connection: close'])}2\r\nhi\r\n0\r\n\r\n`,
  expecting: request(
    'POST /x HTTP/1.1',
    ['Expect: 100-continue', 'Content-Length: 2', 'Connection: close'],
    'hi',
  ),
} as const;

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  async function seen(answer: string, asked: keyof typeof REQUESTS, fault?: FaultInput) {
    const whole = Buffer.from(answer, 'latin1');
    const answered = new WeakSet<Socket>();
    const upstream = keep(
      await startRawUpstream((socket, text) => {
        const isWhole = text.includes('\r\n\r\n') && (asked === 'get' || text.includes('hi'));
        if (text.includes('100-continue') && !text.includes('hi')) {
          socket.write('HTTP/1.1 100 Continue\r\n\r\n');
        }
        if (!isWhole || answered.has(socket)) return;
        answered.add(socket);
        socket.write(whole);
        socket.end();
      }),
    );
    const options = { target: upstream.url, ...way, timeScale: 1000, ...(fault && { fault }) };
    const proxy = keep(await startWireProxy(options));
    const { bytes } = await rawExchange(proxy.port, REQUESTS[asked]);
    expect(proxy.errors).toEqual([]);
    expect(proxy.outcomes).toHaveLength(1);
    return bytes.toString('latin1').replace('HTTP/1.1 100 Continue\r\n\r\n', '');
  }

  describe.each(FAULTS)('%o', (fault) => {
    const asked = Object.keys(REQUESTS) as (keyof typeof REQUESTS)[];

    test.each(
      [
        ['two links', 'Link: </a>; rel=preload\r\nLink: </b>; rel=preload\r\n'],
        ['no link', 'X-Other: 1\r\n'],
        ['an odd link', 'Link: not a link at all, <\r\n'],
        ['a value that is the word', 'X-Other: link\r\nX-More: 2\r\n'],
      ].flatMap(([name, fields]) => asked.map((way) => [name, way, fields] as const)),
    )('103 with %s, %s', async (_name, how, fields) => {
      const text = await seen(`HTTP/1.1 103 Early Hints\r\n${fields}\r\n${OK}`, how, fault);
      expect(text).toMatch(/^(?:HTTP\/1\.1 103 [^]*\r\n\r\n)?HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nok$/);
      const [hints = '', ...rest] = text.split('\r\n\r\n');
      if (rest.length > 1) expect(`${hints.split('\r\n').slice(1).join('\r\n')}\r\n`).toBe(fields);
    });

    test.each([
      ['obs-text', 'OK \xe9\xff'],
      ['a word in UTF-8 beyond latin1', 'OK \xc4\x8d'],
      ['control octets', 'OK \x01\x7f'],
      ['what turns into a line end', 'OK\xc4\x8d\xc4\x8aSet-Cookie: evil=1'],
      ['what turns into NUL', 'OK\xc4\x80x'],
    ])('a reason phrase with %s', async (_name, phrase) => {
      const text = await seen(
        `HTTP/1.1 200 ${phrase}\r\nContent-Length: 2\r\n\r\nok`,
        'get',
        fault,
      );
      expect(text).not.toMatch(/\r\nSet-Cookie: evil/);
      expect(text).not.toContain('\0');
      const [line] = text.split('\r\n');
      if (line?.startsWith('HTTP/1.1 502')) return;
      expect([`HTTP/1.1 200 ${phrase}`, 'HTTP/1.1 200 OK']).toContain(line);
      expect(text).toMatch(/\r\n\r\nok$/);
    });

    test.each(['000', '001', '042', '099'])('the status %s', async (status) => {
      const text = await seen(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nok`, 'get', fault);
      expect(text).toMatch(/^HTTP\/1\.1 502 [^]*upstream/);
    });

    test.each([
      ['a length', 'HTTP/1.1 200 OK\r\nTrailer: X\r\nContent-Length: 2\r\n\r\nok'],
      ['no body', 'HTTP/1.1 204 No Content\r\nTrailer: X\r\n\r\n'],
      ['nothing changed', 'HTTP/1.1 304 Not Modified\r\nTrailer: X\r\nETag: "x"\r\n\r\n'],
      ['the end of the connection', 'HTTP/1.1 200 OK\r\nTrailer: X\r\n\r\nok'],
    ])('trailers that are announced beside %s', async (_name, answer) => {
      const text = await seen(answer, 'get', fault);
      expect(text.split('\r\n')[0]).toBe(answer.split('\r\n')[0]);
    });
  });

  test('an interim answer is never given to a client of HTTP/1.0', async () => {
    const upstream = keep(
      await startRawUpstream((socket) => {
        socket.end(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}`);
      }),
    );
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const { text } = await rawExchange(proxy.port, 'GET / HTTP/1.0\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.[01] 200 /);
  });
});
