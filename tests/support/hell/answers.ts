import { type Choices, choices } from './seeded.ts';

/** An answer of an upstream that keeps to no rule, in its bytes. */
export type HellAnswer = {
  readonly bytes: Buffer;
  /** What becomes of the connection behind them. */
  readonly then: 'fin' | 'rst' | 'open';
  /** Whether the bytes stop before the framing says so. */
  readonly isCut: boolean;
  /** The body that a client must get, where the answer is a good one. */
  readonly body: string | null;
  readonly about: string;
};

const PHRASES = [
  'OK',
  '',
  'A long one indeed',
  '\xe9\xff',
  '\xc4\x8d\xc4\x8aSet-Cookie: evil=1',
  '\x01',
  '\x7f',
  '\t',
  '\xc4\x80',
];
const GOOD_STATUS = [200, 201, 206, 400, 404, 418, 500, 503, 599, 299, 451];
const ODD_STATUS = ['000', '042', '099', '101', '600', '999', '20', '2000', 'abc', '-20'];
const GOOD_FIELDS = [
  'X-A: 1',
  'Set-Cookie: a=1',
  'Set-Cookie: b=2',
  'ETag: "x"',
  'X-Empty:',
  'X-Latin: \xe9',
  'Link: </a>',
  'Server: hell',
  'Date: Sat, 01 Jan 2000 00:00:00 GMT',
  'Vary: *',
  'Connection: X-A',
  'Connection: close',
  'Keep-Alive: timeout=1',
  'Upgrade: websocket',
  'Trailer: X-T',
  'Warning: 199 - "x"',
];
const ODD_FIELDS = [
  'X A: 1',
  ': none',
  'X-A : 1',
  'X-Nul: a\0b',
  'X-Ctl: \x01',
  ' folded',
  'X-Bare: a\nSet-Cookie: evil=1',
  'X-CR: a\rb',
  'no colon at all',
  'Content-Length: 3',
  'Content-Length: -1',
  'Content-Length: 0x2',
  'Content-Length: 9007199254740993',
  'Transfer-Encoding: gzip',
  'Transfer-Encoding: gzip, chunked',
  'Proxy-Authenticate: Basic',
  'TE: x',
  `X-Long: ${'x'.repeat(300_000)}`,
];
const INTERIM = [
  '100 Continue',
  '102 Processing',
  '103 Early Hints',
  '103',
  '104 New',
  '199 Last',
  '101 Switching Protocols',
  '110 \xc4\x8a',
];
const BODIES = ['', 'o', 'ok', 'a body of some length', 'x'.repeat(70_000)];

/** The answer of this seed; each is made of a status line, fields, a framing and an end. */
export function hellAnswer(seed: number): HellAnswer {
  const choose = choices(seed);
  const notes: string[] = [];
  let good = true;
  const odd = (what: string): void => {
    good = false;
    notes.push(what);
  };
  const interim = choose.chance(0.25) ? interims(choose, odd) : '';
  const isOddStatus = choose.chance(0.12);
  const status = isOddStatus
    ? choose.of(ODD_STATUS)
    : String(choose.of([...GOOD_STATUS, 204, 304]));
  if (isOddStatus) odd(`status ${status}`);
  const phrase = choose.of(PHRASES);
  if (/[^\t\x20-\x7e]/.test(phrase)) odd('phrase');
  const version = choose.chance(0.9)
    ? 'HTTP/1.1'
    : choose.of(['HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', 'ICY']);
  if (version !== 'HTTP/1.1') odd(version);
  const fields = Array.from({ length: choose.below(6) }, () => choose.of(GOOD_FIELDS));
  if (choose.chance(0.2)) {
    const field = choose.of(ODD_FIELDS);
    fields.splice(choose.below(fields.length + 1), 0, field);
    odd(`field ${field.slice(0, 20)}`);
  }
  const body = choose.of(BODIES);
  const framing = choose.of(['length', 'chunks', 'close', 'both', 'twice', 'none'] as const);
  const { head, bytes, last } = framed(framing, body, choose);
  if (last.includes('Content-Length')) odd('a length in the trailers');
  if (framing === 'both' || framing === 'twice' || framing === 'none') odd(framing);
  const whole = `${interim}${version} ${status}${phrase === '' ? ' ' : ` ${phrase}`}\r\n${[...fields, ...head].map((field) => `${field}\r\n`).join('')}\r\n${bytes}${last}`;
  const isBodiless = status === '204' || status === '304';
  const cutAt =
    choose.chance(0.25) && body.length > 1 && !isBodiless
      ? whole.length - last.length - 1 - choose.below(Math.min(bytes.length - 1, 40))
      : undefined;
  const isCut = cutAt !== undefined;
  const then =
    framing === 'close' || framing === 'none'
      ? isCut
        ? 'rst'
        : 'fin'
      : isCut
        ? choose.of(['fin', 'rst'] as const)
        : choose.of(['fin', 'open'] as const);
  const text = isCut ? whole.slice(0, cutAt) : whole;
  return {
    bytes: Buffer.from(text, 'latin1'),
    then,
    isCut: isCut && notes.every((note) => note === 'phrase'),
    body: good && !isCut ? (isBodiless ? '' : body) : null,
    about: `seed ${seed}: ${status} ${framing}${isCut ? ' cut' : ''} ${then} ${notes.join(', ')}`,
  };
}

function interims(choose: Choices, odd: (what: string) => void): string {
  let text = '';
  for (let left = 1 + choose.below(3); left > 0; left -= 1) {
    const line = choose.of(INTERIM);
    const fields = choose.of([
      '',
      'Link: </a>\r\n',
      'X-Other: link\r\n',
      'Link: <\r\nLink: >\r\n',
      'Content-Length: 3\r\n',
      'Connection: close\r\n',
      'Transfer-Encoding: chunked\r\n',
    ]);
    text += `HTTP/1.1 ${line}\r\n${fields}\r\n`;
  }
  odd('interim');
  return text;
}

function framed(
  framing: 'length' | 'chunks' | 'close' | 'both' | 'twice' | 'none',
  body: string,
  choose: Choices,
): { head: string[]; bytes: string; last: string } {
  const length = `Content-Length: ${body.length}`;
  switch (framing) {
    case 'length':
      return { head: [length], bytes: body, last: '' };
    case 'twice':
      return { head: [length, choose.of([length, 'Content-Length: 1'])], bytes: body, last: '' };
    case 'chunks':
    case 'both': {
      const head = ['Transfer-Encoding: chunked', ...(framing === 'both' ? [length] : [])];
      const last = choose.of([
        '0\r\n\r\n',
        '0\r\nX-T: 1\r\n\r\n',
        '0\r\nContent-Length: 9\r\n\r\n',
      ]);
      return { head, bytes: body === '' ? '' : `${body.length.toString(16)}\r\n${body}\r\n`, last };
    }
    default:
      return { head: [], bytes: body, last: '' };
  }
}
