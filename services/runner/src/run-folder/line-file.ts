import { type FileHandle, open } from 'node:fs/promises';
import { OutputError, messageOf } from '../errors.ts';

/** A file that grows by whole chunks of lines. What cannot be written whole is taken off again. */
export type LineFile = {
  readonly path: string;
  /** Bytes that are known to be written. */
  size(): number;
  /** Appends lines, each with its line end. Throws OutputError; the file then ends as before. */
  append(lines: string): Promise<void>;
  close(): Promise<void>;
};

/** Opens a file for appending from `keepBytes` on; anything behind that is cut off. */
export async function openLineFile(path: string, keepBytes = 0): Promise<LineFile> {
  const handle = await guard(path, () => open(path, keepBytes === 0 ? 'w' : 'r+'));
  await guard(path, () => handle.truncate(keepBytes));
  return lineFile(path, handle, keepBytes);
}

/** The same over a handle that is open already. */
export function lineFile(
  path: string,
  handle: Pick<FileHandle, 'write' | 'truncate' | 'close'>,
  start: number,
): LineFile {
  let size = start;
  // Used again for every chunk: buffers of their own would pile up outside of the heap.
  let scratch = Buffer.allocUnsafe(64 * 1024);
  const encoded = (lines: string): Buffer => {
    const length = Buffer.byteLength(lines, 'utf8');
    if (length > scratch.length) scratch = Buffer.allocUnsafe(2 * length);
    scratch.write(lines, 'utf8');
    return scratch.subarray(0, length);
  };
  return {
    path,
    size: () => size,
    async append(lines) {
      const bytes = encoded(lines);
      try {
        let done = 0;
        while (done < bytes.length) {
          const rest = bytes.length - done;
          done += (await handle.write(bytes, done, rest, size + done)).bytesWritten;
        }
        size += bytes.length;
      } catch (error) {
        await handle.truncate(size);
        throw cannotWrite(path, error);
      }
    },
    close: () => handle.close(),
  };
}

async function guard<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): OutputError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why = code === 'ENOSPC' ? 'the disk is full' : messageOf(error);
  return new OutputError(
    `cannot write ${path}: ${why}; it ends with its last whole line, and run --resume continues`,
    error,
  );
}
