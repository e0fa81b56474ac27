import type { IncomingHttpHeaders } from 'node:http';
import { COLON, CR, FIELD_VALUE, LF, SLASH, SPACE, TAB, TARGET, TOKEN } from './octets.ts';

/** A whole request that can be read in one way only. */
export type PlainRequest = {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: '1.1';
  /** Names and values in turn, as they came. */
  readonly rawHeaders: string[];
  /** By lower-case name; none came twice. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | null;
};

const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
const LONGEST_METHOD = 7;
const VERSION = Buffer.from('HTTP/1.1\r\n');
const MAX_HEAD_BYTES = 16 * 1024;

// Whatever changes the framing, the connection or the protocol needs the full parser.
const SPECIAL = new Set([
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// Names repeat from request to request; a bound, since clients choose them.
const MAX_KNOWN_NAMES = 512;
const lowerCase = new Map<string, string>();

/**
 * Reads one request that fills `bytes` exactly, head and body; null for everything else: an
 * incomplete one, pipelined ones, and all that is unusual or doubtful. Null says nothing about the
 * request: a parser of the whole of HTTP has to judge it. What is returned here such a parser would
 * read in just the same way.
 */
export function readPlainRequest(bytes: Buffer): PlainRequest | null {
  const methodEnd = endOfMethod(bytes);
  if (methodEnd < 0) return null;
  const method = bytes.toString('latin1', 0, methodEnd);
  if (!METHODS.has(method)) return null;

  const urlEnd = skip(bytes, methodEnd + 1, TARGET);
  if (bytes[methodEnd + 1] !== SLASH || bytes[urlEnd] !== SPACE) return null;
  const fields = urlEnd + 1 + VERSION.length;
  if (bytes.compare(VERSION, 0, VERSION.length, urlEnd + 1, Math.min(fields, bytes.length)) !== 0) {
    return null;
  }

  const head = readFields(bytes, fields);
  if (head === null) return null;
  const { rawHeaders, headers, end } = head;
  if (headers.host === undefined || !keepsAlive(headers.connection)) return null;
  const length = lengthOf(headers['content-length']);
  if (length < 0 || end + length !== bytes.length) return null;
  if (length > 0 && (method === 'GET' || method === 'HEAD')) return null;
  return {
    method,
    // A copy: a slice of the head would keep all of it alive with the record of the call.
    url: bytes.toString('latin1', methodEnd + 1, urlEnd),
    httpVersion: '1.1',
    rawHeaders,
    headers,
    body: length === 0 ? null : bytes.subarray(end),
  };
}

type Fields = Pick<PlainRequest, 'rawHeaders' | 'headers'> & {
  /** Where the body begins. */
  readonly end: number;
};

function readFields(bytes: Buffer, start: number): Fields | null {
  const rawHeaders: string[] = [];
  const headers: Record<string, string> = {};
  const last = Math.min(bytes.length, MAX_HEAD_BYTES);
  let at = start;
  while (at < last) {
    if (bytes[at] === CR) return bytes[at + 1] === LF ? { rawHeaders, headers, end: at + 2 } : null;
    const nameEnd = skip(bytes, at, TOKEN);
    if (nameEnd === at || bytes[nameEnd] !== COLON) return null;
    const lineEnd = skip(bytes, nameEnd + 1, FIELD_VALUE);
    if (bytes[lineEnd] !== CR || bytes[lineEnd + 1] !== LF) return null;
    const name = bytes.toString('latin1', at, nameEnd);
    const lower = lowerCased(name);
    // `in`, so that no name reaches what an object inherits.
    if (SPECIAL.has(lower) || lower in headers) return null;
    const value = trimmed(bytes, nameEnd + 1, lineEnd);
    rawHeaders.push(name, value);
    headers[lower] = value;
    at = lineEnd + 2;
  }
  return null;
}

function endOfMethod(bytes: Buffer): number {
  const most = Math.min(LONGEST_METHOD, bytes.length - 1);
  for (let at = 3; at <= most; at += 1) if (bytes[at] === SPACE) return at;
  return -1;
}

/** The first place from `at` on whose octet is not in `table`. */
function skip(bytes: Buffer, at: number, table: Uint8Array): number {
  const { length } = bytes;
  let place = at;
  while (place < length && table[bytes[place] as number] === 1) place += 1;
  return place;
}

function trimmed(bytes: Buffer, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isBlank(bytes[from] as number)) from += 1;
  while (to > from && isBlank(bytes[to - 1] as number)) to -= 1;
  return bytes.toString('latin1', from, to);
}

function isBlank(octet: number): boolean {
  return octet === SPACE || octet === TAB;
}

function lowerCased(name: string): string {
  const known = lowerCase.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (lowerCase.size < MAX_KNOWN_NAMES) lowerCase.set(name, lower);
  return lower;
}

function keepsAlive(connection: string | undefined): boolean {
  return connection === undefined || /^keep-alive$/i.test(connection);
}

/** The declared length, 0 where there is none, -1 where it is no plain number. */
function lengthOf(value: string | undefined): number {
  if (value === undefined) return 0;
  return /^(?:0|[1-9][0-9]{0,6})$/.test(value) ? Number(value) : -1;
}
