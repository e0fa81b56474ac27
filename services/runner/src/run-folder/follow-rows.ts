import { type FileHandle, open } from 'node:fs/promises';
import type { RunRow } from '@chaos-lab/contracts';
import { messageOf } from '../errors.ts';
import { resultsParser } from './streams/results-file.ts';

/** Reads a `results.csv` that somebody else writes, a piece at a time. */
export type RowFollower = {
  /**
   * The whole rows that have come since the last call, and how many of at most `limit` bytes of the
   * file they took. Throws RewrittenError where what was read before does not stand there any more, and RunFolderError for a
   * file that is no table of results.
   */
  next(limit: number): Promise<{ readonly rows: readonly RunRow[]; readonly bytes: number }>;
};

/** A file that is followed was cut or written anew: what was counted from it is void. */
export class RewrittenError extends Error {}

const LF = 0x0a;

export function followRows(path: string): RowFollower {
  const parse = resultsParser(path);
  let offset = 0;
  /** The line before `offset`, which tells a file that goes on from one that was written anew. */
  let last = Buffer.alloc(0);

  const read = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  };

  return {
    async next(limit) {
      let file: FileHandle;
      try {
        file = await open(path);
      } catch (error) {
        if (offset === 0) return { rows: [], bytes: 0 };
        throw new RewrittenError(messageOf(error));
      }
      try {
        const before = await read(file, offset - last.length, last.length);
        if (!before.equals(last)) throw new RewrittenError(`${path} was written anew`);
        const piece = await read(file, offset, limit);
        const whole = piece.subarray(0, piece.lastIndexOf(LF) + 1);
        if (whole.length === 0) return { rows: [], bytes: 0 };
        const lines = whole.toString('utf8').split('\n').slice(0, -1);
        const rows = parse(lines);
        offset += whole.length;
        last = Buffer.from(whole.subarray(whole.lastIndexOf(LF, whole.length - 2) + 1));
        return { rows, bytes: whole.length };
      } finally {
        await file.close();
      }
    },
  };
}
