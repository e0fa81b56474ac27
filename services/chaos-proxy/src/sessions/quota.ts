import type { FaultOf } from '@chaos-lab/contracts';
import { TokenBucket } from './token-bucket.ts';

type Budget = { readonly limit: number; readonly perMinute: number };

/** The requests and tokens that a provider lets one session and arm have. `now` is lab ms. */
export class Quota {
  readonly #requests: TokenBucket | undefined;
  readonly #tokens: TokenBucket | undefined;
  readonly #limits: { readonly requests: number; readonly tokens: number };
  #blockedUntil = 0;

  constructor({ requests, tokens }: Pick<FaultOf<'quota'>, 'requests' | 'tokens'>) {
    this.#requests = bucketOf(requests);
    this.#tokens = bucketOf(tokens);
    this.#limits = { requests: requests?.limit ?? 0, tokens: tokens?.limit ?? 0 };
  }

  /** Takes a request where there is one left, and a token; numbers as a record's parameters name them. */
  take(now: number): {
    readonly allowed: boolean;
    readonly parameters: Readonly<Record<string, number | boolean>>;
  } {
    const violation = now < this.#blockedUntil;
    const tokensWaitS = this.#tokens?.waitS(now) ?? 0;
    const asked = tokensWaitS > 0 ? undefined : this.#requests?.take(now);
    const allowed = tokensWaitS === 0 && (asked?.allowed ?? true);
    const retryAfterS = Math.max(tokensWaitS, asked?.retryAfterS ?? 0);
    if (!allowed) this.#blockedUntil = Math.max(this.#blockedUntil, now + retryAfterS * 1_000);
    return {
      allowed,
      parameters: {
        ...leftOf('requests', this.#limits.requests, this.#requests?.level(now)),
        ...leftOf('tokens', this.#limits.tokens, this.#tokens?.level(now)),
        retryAfterS,
        violation,
      },
    };
  }

  /** Takes the tokens that an answer has counted; a budget may so come into debt. */
  charge(now: number, tokens: number): void {
    this.#tokens?.charge(now, tokens);
  }
}

function bucketOf(budget: Budget | undefined): TokenBucket | undefined {
  return budget === undefined ? undefined : new TokenBucket(budget.limit, budget.perMinute / 60);
}

function leftOf(
  what: string,
  limit: number,
  level: ReturnType<TokenBucket['level']> | undefined,
): Record<string, number> {
  if (level === undefined) return {};
  return {
    [`${what}Limit`]: limit,
    [`${what}Remaining`]: level.remaining,
    [`${what}ResetS`]: level.resetS,
  };
}
