import type { IncomingMessage } from 'node:http';
import type { RequestHead } from './request-head.ts';

/** A body up to this size is gathered first and leaves in one packet with its head. */
export const SMALL_BODY_BYTES = 64 * 1024;

/** Whether the declared length of a body says that it is small. */
export function isSmall({ headers }: RequestHead): boolean {
  const length = headers['content-length'];
  return length !== undefined && Number(length) <= SMALL_BODY_BYTES;
}

const NOTHING = Buffer.alloc(0);

/**
 * Reads a body into memory, where it is not there yet, and calls back with it, or with null where it is longer than `limit`
 * bytes; then the rest is thrown away. Does not call back where the client goes before its end.
 */
export function readBody(
  source: Buffer | IncomingMessage | null,
  limit: number,
  then: (body: Buffer | null) => void,
): void {
  if (source === null || Buffer.isBuffer(source)) {
    const body = source ?? NOTHING;
    then(body.length > limit ? null : body);
    return;
  }
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let bytes = 0;
  source.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limit) rest = undefined;
    else if (first === undefined) first = chunk;
    else (rest ??= [first]).push(chunk);
  });
  source.on('end', () => {
    if (bytes > limit) then(null);
    else if (rest !== undefined) then(Buffer.concat(rest, bytes));
    else then(first ?? NOTHING);
  });
}
