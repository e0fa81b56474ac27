import { createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import {
  array,
  asyncProperty,
  constantFrom,
  assert as holds,
  nat,
  oneof,
  record,
  string,
} from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainRequest } from './plain-request.ts';

const END = '\r\n\r\n';

function read(text: string): ReturnType<typeof readPlainRequest> {
  return readPlainRequest(Buffer.from(text, 'latin1'));
}

test('reads a request without a body', () => {
  expect(read(`GET /a?b=1 HTTP/1.1\r\nHost: x\r\nAccept:  */* ${END}`)).toEqual({
    method: 'GET',
    url: '/a?b=1',
    httpVersion: '1.1',
    rawHeaders: ['Host', 'x', 'Accept', '*/*'],
    headers: { host: 'x', accept: '*/*' },
    body: null,
  });
});

test('reads a request with its body', () => {
  const request = read(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3${END}abc`);
  expect(request?.body?.toString()).toBe('abc');
});

test.each([
  ['an incomplete head', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['an incomplete body', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4${END}abc`],
  ['bytes behind the request', `GET / HTTP/1.1\r\nHost: x${END}G`],
  ['another version', `GET / HTTP/1.0\r\nHost: x${END}`],
  ['another method', `PROPFIND / HTTP/1.1\r\nHost: x${END}`],
  ['an absolute target', `GET http://x/ HTTP/1.1\r\nHost: x${END}`],
  ['a fragment', `GET /#a HTTP/1.1\r\nHost: x${END}`],
  ['no Host', `GET / HTTP/1.1\r\nAccept: */*${END}`],
  ['two Hosts', `GET / HTTP/1.1\r\nHost: x\r\nHost: x${END}`],
  ['two lengths', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1${END}a`],
  ['a signed length', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1${END}a`],
  ['a padded length', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 01${END}a`],
  ['chunks', `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked${END}0${END}`],
  ['an expectation', `POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue${END}`],
  ['an upgrade', `GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket${END}`],
  ['a connection that ends', `GET / HTTP/1.1\r\nHost: x\r\nConnection: close${END}`],
  ['named hop-by-hop fields', `GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, x-a${END}`],
  ['a space before the colon', `GET / HTTP/1.1\r\nHost : x${END}`],
  ['a folded line', `GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c${END}`],
  ['a bare LF', `GET / HTTP/1.1\nHost: x\n\n`],
  ['a bare CR', `GET / HTTP/1.1\r\nHost: x\rA: b${END}`],
  ['NUL', `GET / HTTP/1.1\r\nHost: x\0${END}`],
  ['a name that every object has', `GET / HTTP/1.1\r\nHost: x\r\nconstructor: y${END}`],
  ['a long head', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(17_000)}${END}`],
])('leaves to the full parser: %s', (_name, text) => {
  expect(read(text)).toBeNull();
});

/** What node's own parser reads from these bytes, the first request only. */
function readByNode(bytes: Buffer): Promise<IncomingMessage & { bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const server = createServer({ insecureHTTPParser: false }, (request) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => resolve(Object.assign(request, { bytes: Buffer.concat(chunks) })));
    });
    server.on('clientError', reject);
    const socket = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
    server.emit('connection', socket);
    socket.push(bytes);
  });
}

const value = oneof(
  constantFrom('x', '', '1', '3', '0', 'keep-alive', 'a, b', ' x\t', '"q"', '*/*'),
  string({ maxLength: 6 }),
);
const field = record({
  name: oneof(
    constantFrom('Host', 'host', 'Accept', 'Chaos-Session', 'Content-Length', 'X-A', 'Connection'),
    string({ minLength: 1, maxLength: 4 }),
  ),
  colon: constantFrom(':', ': ', ':\t', ' :', ':  '),
  value,
  eol: constantFrom('\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r'),
});
const request = record({
  method: constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get', 'TRACE'),
  url: oneof(
    constantFrom('/', '/a/b?c=d', '/%00', '/~s@a/x', '*', '//x/y'),
    string({ maxLength: 5 }),
  ),
  fields: array(field, { maxLength: 4 }),
  body: constantFrom('', '', 'abc', 'a', 'GET / HTTP/1.1\r\n\r\n'),
  at: nat({ max: 200 }),
  octet: nat({ max: 255 }),
  isBroken: constantFrom(false, false, true),
}).map(({ method, url, fields, body, at, octet, isBroken }) => {
  const length = body === '' ? '' : `Content-Length: ${body.length}\r\n`;
  const lines = fields.map((one) => `${one.name}${one.colon}${one.value}${one.eol}`).join('');
  const bytes = Buffer.from(
    `${method} ${url} HTTP/1.1\r\nHost: x\r\n${length}${lines}\r\n${body}`,
    'latin1',
  );
  // One octet replaced finds what a grammar of wellformed pieces would not.
  if (isBroken) bytes[at % bytes.length] = octet;
  return bytes;
});

test("node's parser reads each request that is taken here in just the same way", async () => {
  let taken = 0;
  await holds(
    asyncProperty(request, async (bytes) => {
      const plain = readPlainRequest(bytes);
      if (plain === null) return;
      taken += 1;
      const real = await readByNode(bytes);
      expect(plain.method).toBe(real.method);
      expect(plain.url).toBe(real.url);
      expect(plain.httpVersion).toBe(real.httpVersion);
      expect(plain.rawHeaders).toEqual(real.rawHeaders);
      expect(plain.headers).toEqual(real.headers);
      expect(plain.body ?? Buffer.alloc(0)).toEqual(real.bytes);
    }),
    { numRuns: 10_000 },
  );
  expect(taken).toBeGreaterThan(300);
}, 60_000);
