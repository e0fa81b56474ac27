import type { ConfigOf } from '@chaos-lab/contracts';
import { exhausted, type Strategy, stop } from './strategy.ts';

/** Waits as long as the server asked, or gives up where that is longer than the cap. */
export const honorRetryAfter: Strategy<ConfigOf<'honor_retry_after'>> = {
  resends: 'blind',
  next({ max_retries, cap, floor, fallback_delay, jitter }, { failure, retries, draw }) {
    if (retries >= max_retries) return exhausted(max_retries);
    const asked = failure.retryAfterS;
    if (asked !== null && asked > cap) {
      return stop(`the server asks for a wait of ${asked} s, more than the cap of ${cap} s`);
    }
    // A server that asks for no wait at all, again and again, does not know what it asks for.
    const least = Math.min(cap, floor * 2 ** retries);
    const waitMs = Math.max(least, asked ?? fallback_delay) * 1000;
    // Never earlier than asked, so spreading can only add.
    return { type: 'retry', waitMs: jitter === 'none' ? waitMs : waitMs + (draw() * waitMs) / 2 };
  },
};
