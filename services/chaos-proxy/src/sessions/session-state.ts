import type { Identity } from '@chaos-lab/contracts';
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
  #attempts: Map<string, number> | undefined;
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

  /** The 1-based ordinal of this call among the calls to `operation`. */
  countAttempt(operation: string): number {
    this.#attempts ??= new Map();
    const attempts = this.#attempts;
    const attempt = (attempts.get(operation) ?? 0) + 1;
    if (attempt === 1 && attempts.size >= MAX_OPERATIONS) {
      const oldest = attempts.keys().next();
      if (oldest.done !== true) {
        attempts.delete(oldest.value);
        this.#count(-bytesOf(oldest.value));
      }
    }
    attempts.set(operation, attempt);
    if (attempt === 1) this.#count(bytesOf(operation));
    return attempt;
  }

  #count(bytes: number): void {
    this.counted += bytes;
    this.#onCounted(bytes);
  }
}

/** The text and its entry in a map. */
const bytesOf = (operation: string): number => operation.length + 64;
