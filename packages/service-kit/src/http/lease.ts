import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { LeaseGrant, LeaseRequest, LeaseState } from './lease-schema.ts';

/** Called when somebody gets the lease; what it returns is called when that ends, however it ends. */
export type OnGrant = () => () => void;

type LeaseOptions = {
  readonly onGrant?: OnGrant;
  readonly now?: () => number;
  /** Calls back after real ms; the result takes the call back again. */
  readonly after?: (ms: number, callback: () => void) => () => void;
};

/** How late an expiry may come before it says more about this process than about the holder. */
const STALLED_MS = 500;

/** What a holder gets after this process stood still, to be heard before the lease ends. */
const GRACE_MS = 2_000;

type Held = {
  readonly token: string;
  readonly holder: string;
  readonly since: number;
  readonly end: () => void;
  expiresAt: number;
  cancel: () => void;
};

/** One process for one holder at a time: taken, renewed, given back, or expired. */
export class Lease {
  readonly #onGrant: OnGrant;
  readonly #now: () => number;
  readonly #after: NonNullable<LeaseOptions['after']>;
  #held: Held | undefined;

  constructor(options: LeaseOptions = {}) {
    this.#onGrant = options.onGrant ?? (() => () => undefined);
    this.#now = options.now ?? Date.now;
    this.#after = options.after ?? timer;
  }

  get state(): LeaseState {
    const held = this.#held;
    if (held === undefined) return { held: false };
    const { holder, since, expiresAt } = held;
    return { held: true, holder, since: iso(since), expiresAt: iso(expiresAt) };
  }

  /** Whether this is the token of whoever holds it now. */
  isHeldBy(token: string | undefined): boolean {
    const own = Buffer.from(this.#held?.token ?? '');
    const given = Buffer.from(token ?? '');
    return own.length > 0 && own.length === given.length && timingSafeEqual(own, given);
  }

  /** Undefined where somebody else holds it. */
  take({ holder, ttlS }: LeaseRequest): LeaseGrant | undefined {
    if (this.#held !== undefined) return undefined;
    const now = this.#now();
    const held: Held = {
      token: randomUUID(),
      holder,
      since: now,
      end: this.#onGrant(),
      expiresAt: now + ttlS * 1000,
      cancel: () => undefined,
    };
    this.#held = held;
    this.#arm(held);
    return { token: held.token, holder, expiresAt: iso(held.expiresAt) };
  }

  /** False where it is not held by that token, any more or at all. */
  renew(token: string | undefined, ttlS: number): boolean {
    const held = this.#held;
    if (held === undefined || !this.isHeldBy(token)) return false;
    held.expiresAt = this.#now() + ttlS * 1000;
    this.#arm(held);
    return true;
  }

  /** Gives it back; false where it is not held by that token. */
  release(token: string | undefined): boolean {
    if (!this.isHeldBy(token)) return false;
    this.#end();
    return true;
  }

  #arm(held: Held): void {
    held.cancel();
    held.cancel = this.#after(held.expiresAt - this.#now(), () => this.#expire(held));
  }

  #expire(held: Held): void {
    if (this.#now() - held.expiresAt <= STALLED_MS) {
      this.#end();
      return;
    }
    // A renewal may have come while this process stood still, and wait to be read.
    held.expiresAt = this.#now() + GRACE_MS;
    this.#arm(held);
  }

  #end(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.cancel();
    held?.end();
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

function timer(ms: number, callback: () => void): () => void {
  const timeout = setTimeout(callback, Math.max(0, ms));
  timeout.unref();
  return () => clearTimeout(timeout);
}
