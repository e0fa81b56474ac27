/** What one call met. Times in lab seconds, rounded up as `Retry-After` has to be. */
type Admission = {
  readonly allowed: boolean;
  readonly limit: number;
  /** Whole tokens left after this call. */
  readonly remaining: number;
  /** Until the next token, 0 where the call was allowed. */
  readonly retryAfterS: number;
  /** Until the bucket is full again. */
  readonly resetS: number;
  /** Whether the call came before the wait that the last refusal asked for was over. */
  readonly violation: boolean;
};

/** A token bucket that starts full. `now` is lab ms and never runs backwards. */
export class TokenBucket {
  readonly #limit: number;
  readonly #refillPerMs: number;
  #tokens: number;
  #updatedAt = 0;
  #blockedUntil = 0;

  constructor(limit: number, refillPerS: number) {
    this.#limit = limit;
    this.#refillPerMs = refillPerS / 1_000;
    this.#tokens = limit;
  }

  take(now: number): Admission {
    const earned = (now - this.#updatedAt) * this.#refillPerMs;
    this.#tokens = Math.min(this.#limit, this.#tokens + earned);
    this.#updatedAt = now;
    const violation = now < this.#blockedUntil;
    const allowed = this.#tokens >= 1;
    if (allowed) this.#tokens -= 1;
    const retryAfterS = allowed ? 0 : this.#secondsUntil(1);
    if (!allowed) this.#blockedUntil = Math.max(this.#blockedUntil, now + retryAfterS * 1_000);
    return {
      allowed,
      limit: this.#limit,
      remaining: Math.floor(this.#tokens),
      retryAfterS,
      resetS: this.#secondsUntil(this.#limit),
      violation,
    };
  }

  #secondsUntil(tokens: number): number {
    return Math.ceil((tokens - this.#tokens) / this.#refillPerMs / 1_000);
  }
}
