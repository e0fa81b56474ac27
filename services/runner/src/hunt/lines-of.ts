import { closeSync, existsSync, openSync, readSync } from 'node:fs';

const READ_BYTES = 64 * 1024;

/** The whole lines of a file, a piece of it in memory at a time; a last line without its end is left out. */
export function* linesOf(path: string): Generator<string> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    let rest = Buffer.alloc(0);
    for (let at = 0; ; ) {
      const read = readSync(file, buffer, 0, READ_BYTES, at);
      if (read === 0) return;
      at += read;
      let piece = Buffer.concat([rest, buffer.subarray(0, read)]);
      for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a)) {
        yield piece.toString('utf8', 0, end);
        piece = piece.subarray(end + 1);
      }
      rest = Buffer.from(piece);
    }
  } finally {
    closeSync(file);
  }
}
