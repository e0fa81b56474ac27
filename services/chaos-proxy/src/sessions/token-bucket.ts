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
    this.#refill(now);
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

  /** Takes so many without asking; what is not there is owed. */
  charge(now: number, tokens: number): void {
    this.#refill(now);
    this.#tokens -= tokens;
  }

  /** Whole tokens left, and seconds until the bucket is full again. */
  level(now: number): { readonly remaining: number; readonly resetS: number } {
    this.#refill(now);
    const remaining = Math.max(0, Math.floor(this.#tokens));
    return { remaining, resetS: this.#secondsUntil(this.#limit) };
  }

  /** Seconds until there is a token; 0 where there is one. */
  waitS(now: number): number {
    this.#refill(now);
    return this.#tokens >= 1 ? 0 : this.#secondsUntil(1);
  }

  #refill(now: number): void {
    const earned = (now - this.#updatedAt) * this.#refillPerMs;
    this.#tokens = Math.min(this.#limit, this.#tokens + earned);
    this.#updatedAt = now;
  }

  #secondsUntil(tokens: number): number {
    return Math.ceil((tokens - this.#tokens) / this.#refillPerMs / 1_000);
  }
}
