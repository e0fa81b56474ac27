import { STATUS_CODES } from 'node:http';
import type { RawHeaders } from '../upstream/forwarder.ts';

export type AnswerText = {
  readonly status: number;
  /** The status's usual one where it is left out. */
  readonly reason?: string;
  readonly headers: RawHeaders;
};

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
export function answerHeadText(answer: AnswerText, framing: Framing): string {
  const { status, reason = STATUS_CODES[status] ?? '', headers } = answer;
  let text = `HTTP/1.1 ${status} ${reason}\r\n`;
  let isDated = false;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string;
    // RFC 9110, 6.6.2: trailers need the chunked framing.
    if (!framing.chunked && name.length === 7 && name.toLowerCase() === 'trailer') continue;
    if (name.length === 4 && name.toLowerCase() === 'date') isDated = true;
    text += `${name}: ${headers[i + 1] as string}\r\n`;
  }
  if (!isDated) text += `Date: ${httpDate(framing.now)}\r\n`;
  if (framing.chunked) text += 'Transfer-Encoding: chunked\r\n';
  return framing.isLast
    ? `${text}Connection: close\r\n\r\n`
    : `${text}Connection: keep-alive\r\nKeep-Alive: timeout=${framing.keepAliveS}\r\n\r\n`;
}

/** Fields in their bytes, each with the end of its line. */
export function fieldLines(fields: RawHeaders): string {
  let text = '';
  for (let i = 0; i + 1 < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return text;
}

// What would end a line, or a string in a client written in C.
const UNSAFE = /[\0\r\n]/;

/** Whether a text can stand in a field without becoming something else. */
export function isTransferable(text: string): boolean {
  return !UNSAFE.test(text);
}

export function areTransferable(texts: readonly string[]): boolean {
  for (const text of texts) if (!isTransferable(text)) return false;
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
