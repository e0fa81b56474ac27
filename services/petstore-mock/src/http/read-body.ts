import type { IncomingMessage } from 'node:http';
import type { Pending, Reply } from './messages.ts';

/**
 * Reads the body of a request and hands over the answer. A body that is too large is read to its
 * end and thrown away, so that the client is there to hear of it; the server's request timeout
 * bounds how long that may take. Nothing is answered when the client goes away.
 */
export function readBody(
  request: IncomingMessage,
  pending: Pending,
  respond: (reply: Reply) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let isWhole = false;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= pending.maxBytes) chunks.push(chunk);
    else chunks = [];
  });
  request.on('end', () => {
    isWhole = true;
    if (size > pending.maxBytes) {
      respond(pending.tooLarge());
      return;
    }
    const [only] = chunks;
    const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
    respond(pending.finish(body));
  });
  request.on('close', () => {
    if (!isWhole) pending.abandon();
  });
}
