import type { ConfigOf } from '@chaos-lab/contracts';
import { JITTER } from './backoff.ts';
import { exhausted, type Strategy } from './strategy.ts';

export const retryFixed: Strategy<ConfigOf<'retry_fixed'>> = {
  resends: 'blind',
  next({ delay, max_retries, jitter }, situation) {
    if (situation.retries >= max_retries) return exhausted(max_retries);
    const waitMs = JITTER[jitter]({
      waitMs: delay * 1000,
      baseMs: delay * 1000,
      previousMs: situation.previousWaitMs,
      draw: () => situation.draw(),
    });
    return { type: 'retry', waitMs };
  },
};
