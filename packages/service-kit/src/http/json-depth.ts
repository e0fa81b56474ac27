import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProblemError } from './problem.ts';

/** Levels of objects and arrays in a body; everything that walks a value may recurse that deep. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** How deeply the brackets of a JSON text are nested; those inside strings do not count. */
export function jsonDepth(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) at += byte === BACKSLASH ? 1 : 0;
    else if (OPEN.has(byte)) deepest = Math.max(deepest, (depth += 1));
    else if (CLOSE.has(byte)) depth -= 1;
  }
  return deepest;
}

/** For `express.json({ verify })`: refuses a body that is nested too deeply with 400, unparsed. */
export function verifyDepth(
  _request: IncomingMessage,
  _response: ServerResponse,
  body: Buffer,
): void {
  if (jsonDepth(body) <= MAX_DEPTH) return;
  throw new ProblemError('malformed-body', {
    status: 400,
    title: 'The body cannot be parsed',
    detail: `the body is nested too deeply: expected at most ${MAX_DEPTH} levels`,
  });
}
