import type { ConfigOf } from '@chaos-lab/contracts';
import { JITTER } from './backoff.ts';
import { exhausted, type Strategy } from './strategy.ts';

/** Wait before retry n: delay·n, capped, then spread. */
export const retryLinearBackoff: Strategy<ConfigOf<'retry_linear_backoff'>> = {
  resends: 'blind',
  next({ delay, max_retries, cap = Infinity, jitter }, situation) {
    if (situation.retries >= max_retries) return exhausted(max_retries);
    const waitMs = JITTER[jitter]({
      waitMs: Math.min(cap, delay * (situation.retries + 1)) * 1000,
      baseMs: delay * 1000,
      previousMs: situation.previousWaitMs,
      draw: () => situation.draw(),
    });
    return { type: 'retry', waitMs };
  },
};
