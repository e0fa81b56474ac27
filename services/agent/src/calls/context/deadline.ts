import type { TimeLimit } from '../http/call-watch.ts';

interface DeadlineOptions {
  /** Lab ms; undefined is no deadline. */
  readonly limitMs: number | undefined;
  readonly timeScale: number;
  /** Real time. */
  readonly now: () => number;
  /** The least real ms it lasts, so that a busy machine does not invent deadlines. */
  readonly floorMs: number;
}

/**
 * The end of a task. It is over when the decided waits add up to it, which is repeatable, or when it
 * has passed on the clock, which is what bounds a task that hangs.
 */
export class Deadline {
  readonly #limitMs: number;
  readonly #endsAt: number;
  readonly #now: () => number;
  #decidedMs = 0;

  constructor({ limitMs = Infinity, timeScale, now, floorMs }: DeadlineOptions) {
    this.#limitMs = limitMs;
    this.#now = now;
    this.#endsAt = now() + Math.max(limitMs / timeScale, floorMs);
  }

  /** Counts a decided wait of lab ms. */
  spend(ms: number): void {
    this.#decidedMs += ms;
  }

  /** Sum of the decided waits, lab ms: a clock that does not depend on how fast anything was. */
  get decidedMs(): number {
    return this.#decidedMs;
  }

  /** Whether a wait of lab ms still ends before the deadline. */
  allows(ms: number): boolean {
    return this.#decidedMs + ms < this.#limitMs && !this.isOver();
  }

  isOver(): boolean {
    return this.#decidedMs >= this.#limitMs || this.#now() >= this.#endsAt;
  }

  /** The nearer of a timeout in real ms and what is left. */
  limit(timeoutMs: number): TimeLimit {
    const left = this.#endsAt - this.#now();
    if (left >= timeoutMs) return { ms: timeoutMs, condition: 'timeout' };
    return { ms: Math.max(1, left), condition: 'deadline_exceeded' };
  }
}
