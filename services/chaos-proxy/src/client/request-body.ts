import type { IncomingMessage } from 'node:http';

/** A body up to this size is gathered first and leaves in one packet with its head. */
export const SMALL_BODY_BYTES = 64 * 1024;

/** Whether the declared length of a body says that it is small. */
export function isSmall({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return length !== undefined && Number(length) <= SMALL_BODY_BYTES;
}

/**
 * Reads a body into memory and calls back with it, or with null where it is longer than `limit`
 * bytes; then the rest is thrown away. Does not call back where the client goes before its end.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  then: (body: Buffer | null) => void,
): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limit) rest = undefined;
    else if (first === undefined) first = chunk;
    else (rest ??= [first]).push(chunk);
  });
  request.on('end', () => {
    if (bytes > limit) then(null);
    else if (rest !== undefined) then(Buffer.concat(rest, bytes));
    else then(first ?? Buffer.alloc(0));
  });
}
