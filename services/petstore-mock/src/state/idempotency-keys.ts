import type { Reply } from '../http/messages.ts';

type Entry =
  | { readonly state: 'running' }
  | {
      readonly state: 'done';
      readonly fingerprint: string;
      readonly reply: Reply;
      readonly expiresAt: number;
    };

export type KeyLookup =
  | { readonly state: 'fresh' | 'running' }
  | { readonly state: 'done'; readonly fingerprint: string; readonly reply: Reply };

export type KeyLimits = { readonly ttlMs: number; readonly maxKeys: number };

/**
 * The idempotency keys of one store: from the head of the first request with a key until its answer
 * the key is running, then it keeps that answer until it expires or newer keys crowd it out.
 */
export class IdempotencyKeys {
  readonly #limits: KeyLimits;
  readonly #entries = new Map<string, Entry>();

  constructor(limits: KeyLimits) {
    this.#limits = limits;
  }

  look(key: string, nowMs: number): KeyLookup {
    const entry = this.#entries.get(key);
    if (entry === undefined) return { state: 'fresh' };
    if (entry.state === 'running' || entry.expiresAt > nowMs) return entry;
    this.#entries.delete(key);
    return { state: 'fresh' };
  }

  start(key: string): void {
    this.#entries.set(key, { state: 'running' });
  }

  finish(key: string, fingerprint: string, reply: Reply, nowMs: number): void {
    // Deleted first, so that the oldest answer is always the first of the map.
    this.#entries.delete(key);
    this.#entries.set(key, {
      state: 'done',
      fingerprint,
      reply,
      expiresAt: nowMs + this.#limits.ttlMs,
    });
    if (this.#entries.size <= this.#limits.maxKeys) return;
    for (const [oldest, entry] of this.#entries) {
      if (entry.state === 'done') {
        this.#entries.delete(oldest);
        return;
      }
    }
  }

  /** Gives a key back that came to nothing: the next request with it is a first one again. */
  release(key: string): void {
    if (this.#entries.get(key)?.state === 'running') this.#entries.delete(key);
  }
}
