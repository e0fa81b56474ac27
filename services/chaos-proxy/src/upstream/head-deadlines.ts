/** Something that waits for the head of an answer; a link in the line of all that do. */
export abstract class Waiting {
  /** When it has waited long enough, ms of `performance.now`. */
  dueAt = 0;
  earlier: Waiting | undefined = undefined;
  later: Waiting | undefined = undefined;

  abstract timedOut(afterMs: number): void;
}

/**
 * Ends what waits too long, with one timer for all: everybody may wait equally long, so that the
 * first in line is due first. A timer for each request would live long enough to be copied by the
 * garbage collector, and so would the entries of a set that is used for a while.
 */
export class HeadDeadlines {
  readonly #timeoutMs: number;
  #first: Waiting | undefined;
  #last: Waiting | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** With a limit of 0 nothing ever waits too long. */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  begin(waiting: Waiting): void {
    // No limit: nobody waits in line.
    if (this.#timeoutMs === 0) return;
    waiting.dueAt = performance.now() + this.#timeoutMs;
    waiting.earlier = this.#last;
    if (this.#last === undefined) this.#first = waiting;
    else this.#last.later = waiting;
    this.#last = waiting;
    if (this.#timer === undefined) this.#wake(this.#timeoutMs);
  }

  /** Takes it out of the line, in which it need not be. */
  end(waiting: Waiting): void {
    const { earlier, later } = waiting;
    if (earlier !== undefined) earlier.later = later;
    else if (this.#first === waiting) this.#first = later;
    if (later !== undefined) later.earlier = earlier;
    else if (this.#last === waiting) this.#last = earlier;
    // An old one that is dead would keep alive the younger ones that it points to.
    waiting.earlier = undefined;
    waiting.later = undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wake(afterMs: number): void {
    this.#timer = setTimeout(this.#sweep, Math.ceil(afterMs));
    this.#timer.unref();
  }

  readonly #sweep = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    for (let first = this.#first; first !== undefined; first = this.#first) {
      if (first.dueAt > now) {
        this.#wake(first.dueAt - now);
        return;
      }
      this.end(first);
      first.timedOut(this.#timeoutMs);
    }
  };
}
