import { STATUS_CODES } from 'node:http';
import type { AnswerHead, RawHeaders } from '../upstream/forwarder.ts';
import type { MadeAnswer } from './client-port.ts';

export type Framing = {
  readonly chunked: boolean;
  /** Whether the connection ends with this answer. */
  readonly isLast: boolean;
  /** Seconds that the connection stays open after the answer. */
  readonly keepAliveS: number;
  /** Unix milliseconds, for an answer without a date. */
  readonly now: number;
};

/** The head of an answer in its bytes, up to the empty line, with the fields that node adds to one. */
export function answerHeadText(head: AnswerHead, more: RawHeaders, framing: Framing): string {
  const { headers } = head;
  let text = `HTTP/1.1 ${head.status} ${head.reason}\r\n`;
  let isDated = false;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string;
    // RFC 9110, 6.6.2: trailers need the chunked framing.
    if (!framing.chunked && isTrailer(name)) continue;
    if (name.length === 4 && name.toLowerCase() === 'date') isDated = true;
    text += `${name}: ${headers[i + 1] as string}\r\n`;
  }
  if (more.length > 0) text += fieldLines(more);
  if (!isDated) text += `Date: ${httpDate(framing.now)}\r\n`;
  if (framing.chunked) text += 'Transfer-Encoding: chunked\r\n';
  return framing.isLast
    ? `${text}Connection: close\r\n\r\n`
    : `${text}Connection: keep-alive\r\nKeep-Alive: timeout=${framing.keepAliveS}\r\n\r\n`;
}

/** A made answer as a head with its length, and its body in bytes. */
export function made({ status, headers, body }: MadeAnswer): { head: AnswerHead; body: Buffer } {
  const bytes = Buffer.from(body);
  const fields = [...headers];
  if (status !== 204 && status !== 304) fields.push('Content-Length', String(bytes.length));
  const reason = STATUS_CODES[status] ?? '';
  return { head: { status, reason, headers: fields, contentLength: bytes.length }, body: bytes };
}

/** A made answer in its bytes, for a connection that has no reader any more; it is the last one. */
export function lastAnswerText(answer: MadeAnswer): string {
  const { head, body } = made(answer);
  const framing = { chunked: false, isLast: true, keepAliveS: 0, now: Date.now() };
  return answerHeadText(head, [], framing) + body.toString('latin1');
}

export function withoutTrailerField(headers: RawHeaders): RawHeaders {
  let found = false;
  for (let i = 0; i < headers.length; i += 2) found ||= isTrailer(headers[i] as string);
  if (!found) return headers;
  return headers.filter((_, i) => !isTrailer(headers[i - (i % 2)] as string));
}

function isTrailer(name: string): boolean {
  return name.length === 7 && name.toLowerCase() === 'trailer';
}

/** Fields in their bytes, each with the end of its line. */
export function fieldLines(fields: RawHeaders): string {
  let text = '';
  for (let i = 0; i + 1 < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return text;
}

// What would end a line, or a string in a client written in C.
const UNSAFE = /[\0\r\n]/;

/** Whether texts can stand in fields without becoming something else. */
export function areTransferable(texts: readonly string[]): boolean {
  for (const text of texts) if (UNSAFE.test(text)) return false;
  return true;
}

let second = Number.NaN;
let date = '';

/** RFC 9110, 5.6.7; made once for each second. */
function httpDate(now: number): string {
  const current = Math.floor(now / 1000);
  if (current !== second) {
    second = current;
    date = new Date(now).toUTCString();
  }
  return date;
}
