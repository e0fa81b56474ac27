import { Worker } from 'node:worker_threads';
import { type Outcome, readSubmitted, type Submitted } from './read-submitted.ts';

const WORKER = new URL('./scenario-worker.ts', import.meta.url);

/** What takes less than this is read at once: even the worst of it takes milliseconds. */
const SMALL_CHARACTERS = 4_096;
/** Texts that wait for the one that is being read. */
const MAX_WAITING = 16;
const PATIENCE_MS = 10_000;
const MEMORY_MB = 256;

const tooMuch = (message: string): Outcome => ({ issues: [{ path: '', message }], count: 1 });

/**
 * Reads scenarios, large ones on a thread of their own: a text that takes seconds to be refused must
 * not hold up the calls that the proxy carries. One at a time, in a time and a memory that are
 * bounded; where they do not suffice the text is refused.
 */
export class ScenarioReader {
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  async read(submitted: Submitted): Promise<Outcome> {
    const { text, patchOf } = submitted;
    const before = patchOf === undefined ? 0 : JSON.stringify(patchOf).length;
    if (text.length + before <= SMALL_CHARACTERS) return readSubmitted(submitted);
    if (this.#waiting >= MAX_WAITING) return tooMuch('too many are being read: try again later');
    this.#waiting += 1;
    const outcome = this.#last.then(() => this.#readAway(submitted));
    this.#last = outcome.catch(() => {});
    try {
      return await outcome;
    } finally {
      this.#waiting -= 1;
    }
  }

  #readAway(submitted: Submitted): Promise<Outcome> {
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve) => {
      const end = (outcome: Outcome, keep: boolean): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (!keep) {
          this.#worker = undefined;
          // What it says while it ends is of no interest.
          worker.on('error', () => {});
          void worker.terminate();
        }
        resolve(outcome);
      };
      const onMessage = (outcome: Outcome): void => end(outcome, true);
      const onError = ({ message }: Error): void =>
        end(tooMuch(`it cannot be read: ${message}`), false);
      const onExit = (): void => end(tooMuch('it cannot be read'), false);
      const timer = setTimeout(() => {
        end(tooMuch(`it takes more than ${PATIENCE_MS / 1_000} s to be read`), false);
      }, PATIENCE_MS);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(submitted);
    });
  }

  #start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    worker.unref();
    return worker;
  }
}
