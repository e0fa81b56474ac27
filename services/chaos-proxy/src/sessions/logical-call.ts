import type { RetrySign } from '@chaos-lab/contracts';

/** Tries of one call that a client numbered itself, beyond which a lower number counts as taken. */
const MAX_NUMBERED = 1_000;

/** One logical call of an operation, as far as its tries have come. */
export class LogicalCall {
  readonly number: number;
  /** The highest number of a try. */
  attempts = 0;
  /** Whether an answer of it reached the client whole and good. */
  good = false;
  /** Its tries that are open now. */
  readonly open: Placement[] = [];
  #numbered: Set<number> | undefined;

  constructor(number: number) {
    this.number = number;
  }

  /** Whether every answer so far failed to reach the client whole and good. */
  get hasFailed(): boolean {
    return !this.good && this.open.length === 0;
  }

  hadAttempt(attempt: number): boolean {
    if (attempt > this.attempts) return false;
    const numbered = this.#numbered;
    return numbered === undefined || numbered.size >= MAX_NUMBERED || numbered.has(attempt);
  }

  /** Takes the number of a try as the client gave it, or counts on. */
  countAttempt(given: number | undefined): number {
    const attempt = given ?? this.attempts + 1;
    if (given !== undefined) (this.#numbered ??= new Set()).add(given);
    if (attempt > this.attempts) this.attempts = attempt;
    return attempt;
  }
}

/** Where a request belongs: the n-th try of the m-th call of its operation. */
export type Placement = {
  readonly call: LogicalCall;
  readonly attempt: number;
  /** What showed that it is another try; null for a first one. */
  readonly retry: RetrySign | null;
  /** Whether the client numbered the try, so that no counter was asked for it. */
  readonly numbered: boolean;
  /** Whether it was taken for a try of the latest call for want of a better sign. */
  readonly guessed: boolean;
  /** Whether it began its call, with a number that was drawn from the counter. */
  readonly drew: boolean;
  racing: boolean;
};
