import type { Identity } from '@chaos-lab/contracts';
import { ScopeState } from './scope-state.ts';

/** Operations counted in one session and arm; the oldest is forgotten first. */
const MAX_OPERATIONS = 10_000;

/** What the proxy remembers of one session and arm. */
export class SessionState extends ScopeState {
  readonly identity: Identity;
  /** Requests so far. */
  ordinal = 0;
  lastAt: number;
  #attempts: Map<string, number> | undefined;

  constructor(identity: Identity, now: number) {
    super(now);
    this.identity = identity;
    this.lastAt = now;
  }

  /** The 1-based ordinal of this call among the calls to `operation`. */
  countAttempt(operation: string): number {
    this.#attempts ??= new Map();
    const attempts = this.#attempts;
    const attempt = (attempts.get(operation) ?? 0) + 1;
    if (attempt === 1 && attempts.size >= MAX_OPERATIONS) {
      const oldest = attempts.keys().next();
      if (oldest.done !== true) attempts.delete(oldest.value);
    }
    attempts.set(operation, attempt);
    return attempt;
  }
}
