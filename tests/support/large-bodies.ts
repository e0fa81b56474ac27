import { createServer, type IncomingMessage, request, type RequestOptions } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { addressOf, listen, systemClock } from '@chaos-lab/service-kit';
import { stop } from './upstream.ts';

const BLOCK_BYTES = 256 * 1024;
const BLOCKS = Array.from({ length: 7 }, (_, n) => Buffer.alloc(BLOCK_BYTES, `block ${n} of 7, `));
const STILL_MS = 300;

export type Sum = { readonly bytes: number; readonly crc: number };

/** A long body that is made while it is read, and what has left of it so far. */
export type LongBody = { readonly stream: Readable; readonly sent: () => number; sum: () => Sum };

export function longBody(bytes: number): LongBody {
  let sent = 0;
  let crc = 0;
  function* blocks(): Generator<Buffer> {
    for (let index = 0; sent < bytes; index += 1) {
      const block = BLOCKS[index % BLOCKS.length] as Buffer;
      sent += block.length;
      crc = crc32(block, crc);
      yield block;
    }
  }
  const stream = Readable.from(blocks(), { objectMode: false, highWaterMark: BLOCK_BYTES });
  return { stream, sent: () => sent, sum: () => ({ bytes: sent, crc }) };
}

/** Reads a message to its end; stops reading at `pauseAt` bytes until `paused` has come true. */
export async function readLong(
  message: IncomingMessage,
  pauseAt: number,
  paused: (received: number) => Promise<void>,
): Promise<Sum> {
  let bytes = 0;
  let crc = 0;
  let waits = true;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    crc = crc32(chunk, crc);
    if (waits && bytes >= pauseAt) {
      waits = false;
      await paused(bytes);
    }
  }
  return { bytes, crc };
}

/** Waits until a count stands still for a while, and gives it. */
export async function standstill(count: () => number): Promise<number> {
  for (;;) {
    const before = count();
    await systemClock.sleep(STILL_MS);
    if (count() === before) return before;
  }
}

/** A server of long bodies: `GET /BYTES` sends one, any other method is told what it has sent. */
export async function startLongUpstream(
  pauseAt: number,
  paused: (received: number) => Promise<void>,
) {
  let latest: LongBody | undefined;
  const server = createServer((incoming, response) => {
    if (incoming.method === 'GET') {
      latest = longBody(Number(incoming.url?.slice(1)));
      response.writeHead(200, { 'Content-Length': Number(incoming.url?.slice(1)) });
      pipeline(latest.stream, response).catch(() => response.destroy());
      return;
    }
    readLong(incoming, pauseAt, paused).then(
      (sum) => response.end(JSON.stringify(sum)),
      () => response.destroy(),
    );
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'upstream' });
  return {
    url: addressOf(server).url,
    sending: () => latest as LongBody,
    close: () => stop(server),
  };
}

/** One request on a connection of its own; resolves with the answer's head. A body goes in chunks. */
export function ask(
  url: string,
  options: RequestOptions,
  body: Readable | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false, ...options }, resolve);
    outgoing.on('error', reject);
    pipeline(body ?? Readable.from([]), outgoing).catch(reject);
  });
}
