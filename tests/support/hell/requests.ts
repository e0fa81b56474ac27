import { type Choices, choices } from './seeded.ts';

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'get',
  'TRACE',
  'M-SEARCH',
  'CONNECT',
  'G@T',
  'PRI',
];
const TARGETS = [
  '/x',
  '/a%2Fb/../c?q=1',
  '/',
  'http://other.example/y',
  'https://other.example',
  '*',
  '/x#f',
  'x',
  '//evil.example/z',
  '/\xe9',
  '/a b',
  '/~s@a/x',
  '/~/x',
  `/${'p'.repeat(9_000)}`,
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'http/1.1',
  'HTTP/1.10',
  'HTTP/1.1 x',
  '',
];
const FIELDS = [
  'X-A: 1',
  'Accept: */*',
  'X-Empty:',
  'Cookie: a=b',
  'Connection: X-A',
  'Connection: keep-alive, TE',
  'TE: trailers',
  'Trailer: X',
  'Upgrade: h2c',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Expect: 100-continue',
  'Expect: 200-ok',
  'Proxy-Authorization: Basic x',
  'Content-Type: text/plain',
  'Chaos-Session: s-1',
  'Chaos-Attempt: 3',
  'Chaos-Attempt: x',
  'X-Latin: \xe9',
];
const ODD_FIELDS = [
  'X A: 1',
  ' folded: 1',
  '\tfolded',
  'X-A : 1',
  'X-Nul: a\0b',
  'X-Bare: a\nX-Hidden: 1',
  'X-CR: a\rb',
  'no colon',
  ': none',
  'Host: second.example',
  'Content-Length : 5',
  'Content-Length:',
  'Content-Length: +5',
  'Content-Length: 5, 5',
  'Content-Length: 5,6',
  'Content-Length: 0x5',
  'Content-Length: 9007199254740993',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding:\tchunked',
  'Transfer-Encoding : chunked',
  'transfer-encoding: CHUNKED',
  'Transfer-Encoding: \x0bchunked',
  'X_Under: 1',
  `X-Long: ${'x'.repeat(70_000)}`,
];
const HIDDEN = 'GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n';
const BODIES = [
  '',
  'hello',
  HIDDEN,
  '0\r\n\r\n',
  `0\r\n\r\n${HIDDEN}`,
  '5\r\nhello\r\n0\r\n\r\n',
  '5;x=y\r\nhello\r\n0\r\nX: 1\r\n\r\n',
  '+5\r\nhello\r\n0\r\n\r\n',
  '0x5\r\nhello\r\n0\r\n\r\n',
  '5\nhello\n0\n\n',
  'ffffffffffffffff5\r\nhello\r\n0\r\n\r\n',
  '5 \r\nhello\r\n0\r\n\r\n',
  '5\r\nhelloX\r\n0\r\n\r\n',
];
const ENDS = ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r'];

/** The bytes of a client that keeps to no rule, the same for the same seed. */
export function hellRequest(seed: number): Buffer {
  const choose = choices(seed);
  const end = choose.of(ENDS);
  const method = choose.chance(0.7) ? choose.of(METHODS.slice(0, 7)) : choose.of(METHODS);
  const target = choose.chance(0.6) ? '/x' : choose.of(TARGETS);
  const version = choose.of(VERSIONS);
  const fields = choose.chance(0.9) ? ['Host: lab.test'] : [];
  for (let left = choose.below(4); left > 0; left -= 1) fields.push(choose.of(FIELDS));
  for (let left = choose.below(3); left > 0; left -= 1) fields.push(choose.of(ODD_FIELDS));
  const body = choose.of(BODIES);
  fields.push(...framing(choose, body));
  const shuffled = fields
    .map((field) => [choose.unit(), field] as const)
    .toSorted(([a], [b]) => a - b);
  const head = [
    `${method} ${target}${version === '' ? '' : ` ${version}`}`,
    ...shuffled.map(([, field]) => field),
    '',
    '',
  ].join(end);
  return Buffer.from(head + body, 'latin1');
}

function framing(choose: Choices, body: string): string[] {
  const length = `Content-Length: ${body.length}`;
  const list = [
    [],
    [length],
    [length],
    ['Transfer-Encoding: chunked'],
    [length, length],
    [length, 'Content-Length: 1'],
    [length, 'Transfer-Encoding: chunked'],
    ['Content-Length: 3'],
  ];
  return choose.of(list);
}
