import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { opened } from '../support/opened.ts';
import { rawExchange } from '../support/raw-client.ts';
import { startRecordingUpstream } from '../support/recording-upstream.ts';
import { until } from '../support/until.ts';
import { startWireProxy } from '../support/wire-proxy.ts';

const keep = opened();

const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const post = (...rest: string[]): string => ['POST /x HTTP/1.1', 'Host: a', ...rest].join('\r\n');
const get = (...rest: string[]): string => ['GET /x HTTP/1.1', 'Host: a', ...rest].join('\r\n');
const END = '\r\n\r\n';

/** Requests that two servers might read in two ways, or that no server should read at all. */
const REFUSED: readonly (readonly [name: string, bytes: string])[] = [
  [
    'length and chunks (CL.TE)',
    `${post('Content-Length: 6', 'Transfer-Encoding: chunked')}${END}0${END}G`,
  ],
  [
    'chunks and length (TE.CL)',
    `${post('Transfer-Encoding: chunked', 'Content-Length: 4')}${END}5c\r\n${SMUGGLED}\r\n0${END}`,
  ],
  [
    'two lengths that differ',
    `${post('Content-Length: 0', 'Content-Length: 44')}${END}${SMUGGLED}`,
  ],
  ['two lengths that agree', `${post('Content-Length: 2', 'Content-Length: 2')}${END}ab`],
  ['a list of lengths', `${post('Content-Length: 2, 2')}${END}ab`],
  ['a length with a plus', `${post('Content-Length: +2')}${END}ab`],
  ['a negative length', `${post('Content-Length: -1')}${END}`],
  ['a length in hex', `${post('Content-Length: 0x2')}${END}ab`],
  ['a length with a letter', `${post('Content-Length: 2a')}${END}ab`],
  ['a length past 64 bits', `${post('Content-Length: 99999999999999999999999')}${END}ab`],
  ['an empty length', `${post('Content-Length: ')}${END}ab`],
  ['a length with a space inside', `${post('Content-Length: 1 2')}${END}ab`],
  ['a space before the colon', `${post('Content-Length : 2')}${END}ab`],
  ['a tab before the colon', `${post('Transfer-Encoding\t: chunked')}${END}0${END}`],
  ['chunked hidden behind a fold', `${post('Transfer-Encoding:', ' chunked')}${END}0${END}`],
  ['a folded field', `${get('X-A: b', ' c')}${END}`],
  ['a folded length', `${post('Content-Length: 4', '\t4')}${END}abcd`],
  [
    'chunked twice',
    `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked')}${END}0${END}`,
  ],
  [
    'chunked and identity',
    `${post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}${END}0${END}`,
  ],
  ['chunked not last', `${post('Transfer-Encoding: chunked, gzip')}${END}0${END}`],
  ['another coding before chunked', `${post('Transfer-Encoding: gzip, chunked')}${END}0${END}`],
  ['an unknown coding', `${post('Transfer-Encoding: xchunked')}${END}0${END}`],
  ['an empty coding', `${post('Transfer-Encoding: ')}${END}0${END}`],
  ['a coding in quotes', `${post('Transfer-Encoding: "chunked"')}${END}0${END}`],
  ['a vertical tab before chunked', `${post('Transfer-Encoding: \x0bchunked')}${END}0${END}`],
  ['chunks in HTTP/1.0', `POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked${END}0${END}`],
  [
    'a chunk size that is no number',
    `${post('Transfer-Encoding: chunked')}${END}zz\r\nab\r\n0${END}`,
  ],
  ['a chunk size with a sign', `${post('Transfer-Encoding: chunked')}${END}+2\r\nab\r\n0${END}`],
  ['a chunk size with 0x', `${post('Transfer-Encoding: chunked')}${END}0x2\r\nab\r\n0${END}`],
  ['a negative chunk size', `${post('Transfer-Encoding: chunked')}${END}-2\r\nab\r\n0${END}`],
  [
    'a chunk size with an underscore',
    `${post('Transfer-Encoding: chunked')}${END}0_2\r\nab\r\n0${END}`,
  ],
  ['a space before a chunk size', `${post('Transfer-Encoding: chunked')}${END} 2\r\nab\r\n0${END}`],
  ['an empty chunk size', `${post('Transfer-Encoding: chunked')}${END}\r\nab\r\n0${END}`],
  [
    'a chunk size past 64 bits',
    `${post('Transfer-Encoding: chunked')}${END}fffffffffffffffff\r\nab\r\n0${END}`,
  ],
  ['a chunk longer than its size', `${post('Transfer-Encoding: chunked')}${END}1\r\nab\r\n0${END}`],
  ['a chunk without its CRLF', `${post('Transfer-Encoding: chunked')}${END}2\r\nab0${END}`],
  ['a chunk line ended by LF', `${post('Transfer-Encoding: chunked')}${END}2\nab\r\n0${END}`],
  ['a CR alone in a chunk line', `${post('Transfer-Encoding: chunked')}${END}2\rab\r\n0${END}`],
  [
    'a LF in a chunk extension',
    `${post('Transfer-Encoding: chunked')}${END}2;a\nb\r\nab\r\n0${END}`,
  ],
  ['lines ended by LF', 'GET /x HTTP/1.1\nHost: a\n\n'],
  ['one line ended by LF', 'GET /x HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n'],
  ['lines ended by CR', 'GET /x HTTP/1.1\rHost: a\r\r'],
  ['a NUL in a value', `${get('X-A: a\0b')}${END}`],
  ['a NUL in a name', `${get('X\0A: b')}${END}`],
  ['a CR in a value', `${get('X-A: a\rb')}${END}`],
  ['a control character in the path', 'GET /x\x01y HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a space in the path', 'GET /x y HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a fragment in the target', 'GET /x#y HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a fragment in an absolute target', 'GET http://a/x#y HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['two Hosts that agree', `${get('Host: a')}${END}`],
  ['a space before the colon of Host', 'GET /x HTTP/1.1\r\nHost : a\r\n\r\n'],
  ['a CR before the colon', `${get('X-A\r: b')}${END}`],
  ['a CR in the request line', 'GET /x\rHTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a CR that ends a field', `${get('X-A: b\rX-B: c')}${END}`],
  ['an empty line ended by LF, and a space', '\n GET /x HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a field without a colon', `${get('X-A')}${END}`],
  ['a field without a name', `${get(': b')}${END}`],
  ['a field name with a space', `${get('X A: b')}${END}`],
  ['a field name in brackets', `${get('X[A]: b')}${END}`],
  ['a space before the first field', 'GET /x HTTP/1.1\r\n Host: a\r\n\r\n'],
  ['no Host', 'GET /x HTTP/1.1\r\n\r\n'],
  ['two Hosts', `${get('Host: b')}${END}`],
  ['no version', 'GET /x\r\n\r\n'],
  ['an unknown version', 'GET /x HTTP/3.1\r\nHost: a\r\n\r\n'],
  ['a later version that the parser knows', 'GET /x HTTP/2.0\r\nHost: a\r\n\r\n'],
  ['an early version that the parser knows', 'GET /x HTTP/0.9\r\nHost: a\r\n\r\n'],
  ['a version with more digits', 'GET /x HTTP/1.10\r\nHost: a\r\n\r\n'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an unknown method', 'SMUGGLE /x HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a method in lower case', 'get /x HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['CONNECT', 'CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n'],
  // With OPTIONS it is about the server itself, and goes on.
  ['an asterisk as target of GET', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a target without a slash', 'GET x HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['another scheme', 'GET ftp://b/x HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['bytes of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['a head without an end', `GET /x HTTP/1.1\r\nX: ${'y'.repeat(70_000)}`],
];

/** Requests that look odd but can be read in one way only; what the upstream must get of them. */
const FORWARDED: readonly (readonly [
  name: string,
  bytes: string,
  lines: string[],
  body: string,
])[] = [
  [
    'a request hidden in a declared body',
    `${post(`Content-Length: ${SMUGGLED.length}`, 'Connection: close')}${END}${SMUGGLED}`,
    ['POST /x HTTP/1.1'],
    SMUGGLED,
  ],
  [
    'a request hidden in a body of GET',
    `${get(`Content-Length: ${SMUGGLED.length}`, 'Connection: close')}${END}${SMUGGLED}`,
    ['GET /x HTTP/1.1'],
    SMUGGLED,
  ],
  [
    'a request hidden in a chunk',
    `${post('Transfer-Encoding: chunked', 'Connection: close')}${END}${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0${END}`,
    ['POST /x HTTP/1.1'],
    SMUGGLED,
  ],
  [
    'chunks of DELETE',
    `DELETE /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked${END}${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0${END}`,
    ['DELETE /x HTTP/1.1'],
    SMUGGLED,
  ],
  [
    'chunks of OPTIONS',
    `OPTIONS /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked${END}2\r\nab\r\n0${END}`,
    ['OPTIONS /x HTTP/1.1'],
    'ab',
  ],
  [
    'CHUNKED in capitals',
    `${post('Transfer-Encoding: CHUNKED', 'Connection: close')}${END}2\r\nab\r\n0${END}`,
    ['POST /x HTTP/1.1'],
    'ab',
  ],
  [
    'a chunk extension',
    `${post('Transfer-Encoding: chunked', 'Connection: close')}${END}2;a=b\r\nab\r\n0${END}`,
    ['POST /x HTTP/1.1'],
    'ab',
  ],
  [
    'a length with leading zeros',
    `${post('Content-Length: 0002', 'Connection: close')}${END}ab`,
    ['POST /x HTTP/1.1'],
    'ab',
  ],
  [
    'a length named in Connection',
    `${post('Content-Length: 2', 'Connection: close, Content-Length')}${END}ab`,
    ['POST /x HTTP/1.1'],
    'ab',
  ],
  [
    'a host named in Connection',
    `${get('Connection: close, Host')}${END}`,
    ['GET /x HTTP/1.1'],
    '',
  ],
  [
    'chunked named in Connection',
    `${post('Transfer-Encoding: chunked', 'Connection: close, Transfer-Encoding')}${END}2\r\nab\r\n0${END}`,
    ['POST /x HTTP/1.1'],
    'ab',
  ],
  [
    'an absolute target',
    `GET http://b/x?y HTTP/1.1\r\nHost: a\r\nConnection: close${END}`,
    ['GET /x?y HTTP/1.1'],
    '',
  ],
  [
    'empty lines before a request',
    `\r\n\r\n${get('Connection: close')}${END}`,
    ['GET /x HTTP/1.1'],
    '',
  ],
  [
    'two requests in one packet',
    `${get()}${END}GET /y HTTP/1.1\r\nHost: a\r\nConnection: close${END}`,
    ['GET /x HTTP/1.1', 'GET /y HTTP/1.1'],
    '',
  ],
  [
    'h2c that hides a request',
    `${get('Connection: close, Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AA')}${END}`,
    ['GET /x HTTP/1.1'],
    '',
  ],
  [
    'another protocol that Connection does not list',
    `${get('Connection: close', 'Upgrade: h2c', 'HTTP2-Settings: AA')}${END}`,
    ['GET /x HTTP/1.1'],
    '',
  ],
  [
    'WebSocket that hides a body',
    `${get('Connection: close, Upgrade', 'Upgrade: websocket', `Content-Length: ${SMUGGLED.length}`)}${END}${SMUGGLED}`,
    ['GET /x HTTP/1.1'],
    SMUGGLED,
  ],
];

type Front = 'plain' | 'node';

async function send(bytes: string, halfClose: boolean, front: Front) {
  const upstream = keep(await startRecordingUpstream());
  const proxy = keep(await startWireProxy({ target: upstream.url, front }));
  const sent = Buffer.from(bytes, 'latin1');
  const result = await rawExchange(proxy.port, sent, { halfClose });
  expect(proxy.errors).toEqual([]);
  return { ...result, upstream };
}

test('the tables hold at least forty requests', () => {
  expect(REFUSED.length + FORWARDED.length).toBeGreaterThanOrEqual(40);
});

const FRONTS: readonly Front[] = ['plain', 'node'];

describe.each(FRONTS)('refused, and nothing of it reaches the upstream whole (%s)', (front) => {
  test.each(REFUSED)('%s', async (_name, bytes) => {
    const { text, upstream } = await send(bytes, true, front);
    expect(text).toMatch(/^HTTP\/1\.1 (?:4\d\d|501|505) /);
    expect(text.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
    expect(upstream.requests).toEqual([]);
    expect(upstream.leftovers().join('')).not.toContain('smuggled');
  });
});

describe('refused behind a plain request that was answered on the same connection', () => {
  test.each(REFUSED)('%s', async (_name, bytes) => {
    const upstream = keep(await startRecordingUpstream());
    const proxy = keep(await startWireProxy({ target: upstream.url }));
    const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    let ended = false;
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => (ended = true));
    socket.write(`GET /first HTTP/1.1\r\nHost: a${END}`);
    await until('the first answer', () => proxy.outcomes.length === 1);
    socket.end(Buffer.from(bytes, 'latin1'));
    await until('the end of the connection', () => ended);
    expect(text).toMatch(/^HTTP\/1\.1 200 [^]*HTTP\/1\.1 (?:4\d\d|501|505) /);
    expect(text.match(/HTTP\/1\.1 \d/g)).toHaveLength(2);
    expect(upstream.requests.map(({ line }) => line)).toEqual(['GET /first HTTP/1.1']);
    expect(upstream.leftovers().join('')).not.toContain('smuggled');
  });
});

describe.each(FRONTS)('forwarded in the one way it can be read (%s)', (front) => {
  test.each(FORWARDED)('%s', async (_name, bytes, lines, body) => {
    const { text, upstream } = await send(bytes, false, front);
    expect(upstream.requests.map(({ line }) => line).toSorted()).toEqual(lines);
    expect(upstream.requests[0]?.body).toBe(body);
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(lines.length);
    expect(upstream.leftovers()).toEqual([]);
    for (const { headers } of upstream.requests) {
      const framing = headers.filter((field) =>
        /^(?:content-length|transfer-encoding):/i.test(field),
      );
      expect(framing.length).toBeLessThanOrEqual(1);
      expect(headers.filter((field) => /^host:/i.test(field))).toHaveLength(1);
      expect(headers.join('\n')).not.toMatch(/^(?:upgrade|http2-settings):/im);
    }
  });
});

test('a long body keeps its length, which Connection cannot take off it', async () => {
  // Longer than what is gathered before it is sent, so that nobody else counts it.
  const body = 'a'.repeat(100_000);
  const fields = [`Content-Length: ${body.length}`, 'Connection: close, Content-Length'];
  const { upstream } = await send(`${post(...fields)}${END}${body}`, false, 'node');
  expect(upstream.requests.map((one) => one.body)).toEqual([body]);
  expect(upstream.requests[0]?.headers.map((field) => field.toLowerCase())).toContain(
    `content-length: ${body.length}`,
  );
});

describe.each(FRONTS)(
  'garbage does not become the answer of the request before it (%s)',
  (front) => {
    test.each([
      ['behind a head', `${get()}${END}`],
      ['behind a declared body', `${post('Content-Length: 2')}${END}ab`],
      ['behind the last chunk', `${post('Transfer-Encoding: chunked')}${END}2\r\nab\r\n0${END}`],
    ])('%s', async (_name, request) => {
      const { text, upstream } = await send(`${request}\x00\x01garbage${END}`, false, front);
      expect(text).not.toContain('HTTP/1.1 400');
      expect(upstream.requests.length).toBeLessThanOrEqual(1);
      expect(upstream.leftovers().join('')).not.toContain('garbage');
      for (const { body } of upstream.requests) expect(['', 'ab']).toContain(body);
    });
  },
);
