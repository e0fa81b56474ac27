import type { RetrySign } from '@chaos-lab/contracts';
import type { RetryMarks } from '../naming/retry-marks.ts';
import { LogicalCall, type Placement } from './logical-call.ts';

/** Calls of one operation that can still be found again, by what they carry and by their marks. */
const MAX_REMEMBERED = 256;

/** A remembered call in memory, about, in bytes. */
const CALL_BYTES = 320;

/** `guessed`: the client numbers its tries, but not its calls, so that it has to be the latest one. */
type Found = { readonly call: LogicalCall; readonly retry: RetrySign; readonly guessed?: true };

/** The logical calls of one operation in one session and arm. */
export class OperationCalls {
  /** The latest number that was drawn for a call. */
  #last = 0;
  #latest: LogicalCall | undefined;
  readonly #byDigest = new Map<string, LogicalCall>();
  readonly #byMark = new Map<string, LogicalCall>();
  /** Requests open now that began a call, and of those the ones not marked as racing. */
  #beginning = 0;
  readonly #unmarked = new Set<Placement>();
  /** Requests open now that were taken for a try of the latest call. */
  readonly #guessed = new Set<Placement>();
  readonly #onBytes: (bytes: number) => void;

  constructor(onBytes: (bytes: number) => void) {
    this.#onBytes = onBytes;
  }

  /** Says which try of which call a request is; it is open until `leave`. */
  enter(marks: RetryMarks, digest: string | undefined): Placement {
    const found = this.#recognise(marks, digest);
    const call = found?.call ?? this.#begin(marks);
    const placement: Placement = {
      call,
      attempt: call.countAttempt(marks.attempt),
      retry: found?.retry ?? null,
      numbered: marks.attempt !== undefined,
      guessed: found?.guessed === true,
      drew: found === undefined && typeof marks.call !== 'number',
      racing: false,
    };
    this.#markRaces(placement, marks, digest);
    call.open.push(placement);
    this.#remember(call, marks, digest);
    return placement;
  }

  /** The request is over; `good` where its answer reached the client whole and good. */
  leave(placement: Placement, good: boolean): void {
    const { open } = placement.call;
    open.splice(open.indexOf(placement), 1);
    if (good) placement.call.good = true;
    if (placement.guessed) this.#guessed.delete(placement);
    if (!placement.drew) return;
    this.#beginning -= 1;
    this.#unmarked.delete(placement);
  }

  #recognise(marks: RetryMarks, digest: string | undefined): Found | undefined {
    const marked = this.#byMarks(marks);
    if (marked !== undefined || marks.call !== undefined) return marked;
    const equal = digest === undefined ? undefined : this.#byDigest.get(digest);
    const { attempt } = marks;
    if (attempt !== undefined) {
      const retry = 'chaos-attempt';
      if (equal?.hadAttempt(attempt) === false) return { call: equal, retry };
      const call = this.#latest;
      return call?.hadAttempt(attempt) === false ? { call, retry, guessed: true } : undefined;
    }
    if (marks.retryCount > 0) {
      const retry = 'retry-count';
      if (equal !== undefined) return { call: equal, retry };
      if (this.#latest !== undefined) return { call: this.#latest, retry, guessed: true };
    }
    return equal?.hasFailed === true ? { call: equal, retry: 'equal-request' } : undefined;
  }

  #byMarks({ call, invocation, key }: RetryMarks): Found | undefined {
    if (call !== undefined) {
      const known = this.#byMark.get(callMark(call));
      return known === undefined ? undefined : { call: known, retry: 'chaos-call' };
    }
    const invoked = invocation === undefined ? undefined : this.#byMark.get(`i${invocation}`);
    if (invoked !== undefined) return { call: invoked, retry: 'invocation-id' };
    const keyed = key === undefined ? undefined : this.#byMark.get(`k${key}`);
    return keyed === undefined ? undefined : { call: keyed, retry: 'idempotency-key' };
  }

  #begin({ call }: RetryMarks): LogicalCall {
    // A number that the client gives leaves the counter alone, or the order of the two would count.
    const number = typeof call === 'number' ? call : (this.#last += 1);
    this.#latest = new LogicalCall(number);
    return this.#latest;
  }

  /**
   * Marks requests that are open at once where their order decided an address: those that began a
   * call each, those that took the number of a try of one call, one that was taken for a try of the
   * latest call beside one that begins another, and a new call beside an open request that it
   * equals, since it would be a try of that one if that one had failed before.
   */
  #markRaces(placement: Placement, marks: RetryMarks, digest: string | undefined): void {
    if (placement.guessed) {
      if (this.#beginning > 0 && this.#last > 1) this.#markBeginning(placement);
      this.#guessed.add(placement);
    }
    if (!placement.drew) {
      const { open } = placement.call;
      markAll(placement, placement.numbered ? open.filter((other) => !other.numbered) : open);
      return;
    }
    if (this.#guessed.size > 0) markAll(placement, [...this.#guessed]);
    const isNamed = marks.call !== undefined;
    const equal = digest === undefined || isNamed ? undefined : this.#byDigest.get(digest);
    if (equal?.good === false) markAll(placement, equal.open);
    if (this.#beginning > 0) this.#markBeginning(placement);
    else this.#unmarked.add(placement);
    this.#beginning += 1;
  }

  #markBeginning(placement: Placement): void {
    markAll(placement, [...this.#unmarked]);
    placement.racing = true;
    this.#unmarked.clear();
  }

  #remember(call: LogicalCall, { call: id, invocation, key }: RetryMarks, digest?: string): void {
    // A client that names its calls names all their tries: no other sign leads to them.
    if (id !== undefined) {
      this.#keep(this.#byMark, callMark(id), call);
      return;
    }
    if (digest !== undefined) this.#keep(this.#byDigest, digest, call);
    if (invocation !== undefined) this.#keep(this.#byMark, `i${invocation}`, call);
    if (key !== undefined) this.#keep(this.#byMark, `k${key}`, call);
  }

  #keep(map: Map<string, LogicalCall>, mark: string, call: LogicalCall): void {
    const size = map.size;
    map.set(mark, call);
    if (map.size === size) return;
    if (size < MAX_REMEMBERED) {
      this.#onBytes(CALL_BYTES);
      return;
    }
    const oldest = map.keys().next();
    if (oldest.done !== true) map.delete(oldest.value);
  }
}

function callMark(call: number | string): string {
  return typeof call === 'number' ? `n${call}` : `c${call}`;
}

function markAll(placement: Placement, others: readonly Placement[]): void {
  if (others.length === 0) return;
  placement.racing = true;
  for (const other of others) other.racing = true;
}
