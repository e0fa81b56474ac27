import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import type { DecisionRecord } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import { line } from './ndjson.ts';

type TapeFileOptions = {
  /** How long a record may wait in memory, real ms. */
  readonly flushMs: number;
  /** Calls back once after real ms; the result takes the call back again. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Told once when the disk refuses. */
  readonly onError: (error: Error) => void;
};

const BATCH = 262_144;

/**
 * Appends records to an NDJSON file in batches of whole lines. A batch is written before the next
 * record is taken, so that a slow disk slows the calls down instead of filling the memory.
 */
export class TapeFile {
  readonly #fd: number;
  readonly #options: TapeFileOptions;
  #batch = '';
  #waiting = 0;
  #cancel: (() => void) | undefined;
  #failed = false;
  #lost = 0;

  /** Opens or makes the file. A line that an earlier run left cut off is ended first. */
  constructor(path: string, options: TapeFileOptions) {
    this.#options = options;
    try {
      this.#fd = openSync(path, 'a+');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(`--tape: ${path} cannot be written: ${reason}`, {
        code: 'TAPE_UNWRITABLE',
        exitCode: 2,
        cause: error,
      });
    }
    if (!endsWithNewline(this.#fd)) this.#batch = '\n';
  }

  /** Records that the disk did not take. */
  get lost(): number {
    return this.#lost;
  }

  write(record: DecisionRecord): void {
    if (this.#failed) {
      this.#lost += 1;
      return;
    }
    this.#batch += line(record);
    this.#waiting += 1;
    if (this.#batch.length >= BATCH) this.flush();
    else this.#cancel ??= this.#options.after(this.#options.flushMs, () => this.flush());
  }

  /** Puts what waits on the disk. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#failed || this.#batch === '') return;
    const bytes = Buffer.from(this.#batch);
    const records = this.#waiting;
    this.#batch = '';
    this.#waiting = 0;
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#fd, bytes, written);
    } catch (error) {
      this.#failed = true;
      this.#lost += records;
      this.#takeBack(written);
      this.#options.onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Leaves whole lines only where the disk took a part of a batch. */
  #takeBack(written: number): void {
    if (written > 0) ftruncateSync(this.#fd, fstatSync(this.#fd).size - written);
  }

  close(): void {
    this.flush();
    closeSync(this.#fd);
  }
}

function endsWithNewline(fd: number): boolean {
  const { size } = fstatSync(fd);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 10;
}
