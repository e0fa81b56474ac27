import type { Identity } from '@chaos-lab/contracts';
import { OperationCalls } from './operation-calls.ts';
import { ScopeState } from './scope-state.ts';

/** Operations counted in one session and arm; the oldest is forgotten first. */
const MAX_OPERATIONS = 10_000;

/** What the proxy remembers of one session and arm. */
export class SessionState extends ScopeState {
  readonly identity: Identity;
  /** What the session and arm are found by. */
  readonly key: string;
  /** Requests so far. */
  ordinal = 0;
  lastAt: number;
  /** What the counted operations take in memory, about, in bytes. */
  counted = 0;
  #operations: Map<string, Counted> | undefined;
  readonly #onCounted: (bytes: number) => void;

  /** `onCounted` is told of every byte that the counters grow or shrink by. */
  constructor(
    identity: Identity,
    key: string,
    now: number,
    onCounted: (bytes: number) => void = () => {},
  ) {
    super(now);
    this.identity = identity;
    this.key = key;
    this.lastAt = now;
    this.#onCounted = onCounted;
  }

  /** The calls of one operation; those of the operation seen first are forgotten where there are too many. */
  callsOf(operation: string): OperationCalls {
    this.#operations ??= new Map();
    const operations = this.#operations;
    const known = operations.get(operation);
    if (known !== undefined) return known.calls;
    if (operations.size >= MAX_OPERATIONS) {
      const oldest = operations.entries().next();
      if (oldest.done !== true) {
        const [name, { bytes }] = oldest.value;
        operations.delete(name);
        this.#count(-bytes);
      }
    }
    const entry = { bytes: bytesOf(operation), calls: new OperationCalls((bytes) => grow(bytes)) };
    const grow = (bytes: number): void => {
      // One that was forgotten meanwhile counts no more.
      if (operations.get(operation) !== entry) return;
      entry.bytes += bytes;
      this.#count(bytes);
    };
    operations.set(operation, entry);
    this.#count(entry.bytes);
    return entry.calls;
  }

  #count(bytes: number): void {
    this.counted += bytes;
    this.#onCounted(bytes);
  }
}

type Counted = { bytes: number; readonly calls: OperationCalls };

/** The text, its entry in a map and what counts its calls. */
const bytesOf = (operation: string): number => operation.length + 640;
