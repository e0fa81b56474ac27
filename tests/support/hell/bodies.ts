import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { choices } from './seeded.ts';

const MOST = 8 * 1024 * 1024;
const POOL = randomBytes(MOST);
const CRLF = Buffer.from('\r\n');
const FRAMINGS = ['length', 'chunks', 'close', 'http-1.0'] as const;

/** One body on its way: how it is framed and cut up, and how fast it is read. */
export type BodyCase = {
  readonly body: Buffer;
  readonly gzip: boolean;
  readonly framing: (typeof FRAMINGS)[number];
  readonly pieceBytes: number;
  readonly isSlowReader: boolean;
  readonly clientVersion: '1.0' | '1.1';
  readonly about: string;
};

/** The case of a seed; long bodies are rare, and short pieces go with short bodies. */
export function bodyCase(seed: number): BodyCase {
  const choose = choices(seed);
  // The pieces that files are read in fill what stands between to the last byte.
  const pieceBytes = choose.chance(0.3) ? 64 * 1024 : 2 ** choose.below(24);
  const most = Math.min(MOST, pieceBytes * 400, choose.chance(0.03) ? MOST : 256 * 1024);
  const bytes = choose.chance(0.05) ? 0 : Math.max(1, Math.floor(most * choose.unit()));
  const plain = POOL.subarray(choose.below(MOST - bytes + 1)).subarray(0, bytes);
  const gzip = choose.chance(0.2);
  const body = gzip ? gzipSync(plain, { level: 1 }) : plain;
  const framing = choose.of(FRAMINGS);
  const isSlowReader = choose.chance(0.3);
  const clientVersion = choose.chance(0.2) ? '1.0' : '1.1';
  const about = `seed ${seed}: ${body.length} B in pieces of ${pieceBytes}, ${framing}, HTTP/${clientVersion}`;
  return { body, gzip, framing, pieceBytes, isSlowReader, clientVersion, about };
}

/** An upstream that answers `/SEED` with the body of that seed. */
export async function startBodies() {
  const server = net.createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const seed = Number(/ \/(\d+)/.exec(bytes.toString('latin1'))?.[1]);
      void answer(socket, bodyCase(seed)).catch(() => socket.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, close };
}

async function answer(
  socket: net.Socket,
  { body, gzip, framing, pieceBytes }: BodyCase,
): Promise<void> {
  const write = async (bytes: string | Buffer): Promise<void> => {
    if (socket.destroyed) throw new Error('gone');
    if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
  };
  const version = framing === 'http-1.0' ? '1.0' : '1.1';
  const coding = gzip ? 'Content-Encoding: gzip\r\n' : '';
  const ends: Record<typeof framing, string> = {
    length: `Content-Length: ${body.length}\r\n`,
    chunks: 'Transfer-Encoding: chunked\r\n',
    close: 'Connection: close\r\n',
    'http-1.0': '',
  };
  await write(`HTTP/${version} 200 OK\r\n${coding}${ends[framing]}\r\n`);
  for (let at = 0; at < body.length; at += pieceBytes) {
    const piece = body.subarray(at, at + pieceBytes);
    if (framing !== 'chunks') await write(piece);
    else await write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, CRLF]));
  }
  if (framing === 'chunks') await write('0\r\n\r\n');
  if (framing === 'close' || framing === 'http-1.0') socket.end();
}
