import { closeSync, appendFile, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const append = promisify(appendFile);
const toDisk = promisify(fdatasync);

/**
 * A file that lines are added to. `sync` resolves when its line is on the disk; lines that come while an
 * earlier batch is being written go together in the next, so many tasks share one fsync.
 */
export class AppendFile {
  readonly #fd: number;
  #pending: string[] = [];
  #written: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(path: string) {
    this.#fd = openSync(path, 'a', 0o600);
  }

  /** Adds a line that may be lost with the machine, and comes before every later one. */
  add(line: string): void {
    void this.sync(line).catch(() => {
      // Whoever waits for a later line is told.
    });
  }

  sync(line: string): Promise<void> {
    this.#pending.push(line);
    if (this.#next === undefined) {
      const flush = (): Promise<void> => this.#flush();
      this.#next = this.#written.then(flush, flush);
      this.#written = this.#next;
    }
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#written.catch(() => {});
    closeSync(this.#fd);
  }

  async #flush(): Promise<void> {
    this.#next = undefined;
    const lines = this.#pending;
    this.#pending = [];
    await append(this.#fd, `${lines.join('\n')}\n`);
    await toDisk(this.#fd);
  }
}
