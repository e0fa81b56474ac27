import type { ConfigOf } from '@chaos-lab/contracts';
import { exhausted, type Strategy, stop } from './strategy.ts';

/** Retries with a second copy in reserve; only where two copies cannot do harm. */
export const hedge: Strategy<ConfigOf<'hedge'>> = {
  resends: 'keyed',
  next({ max_retries, delay, after }, { retries, safe, keySent }) {
    if (retries >= max_retries) return exhausted(max_retries);
    if (!safe && !keySent) return stop('a write without a key cannot be hedged');
    return { type: 'retry', waitMs: delay * 1000, hedgeAfterMs: after * 1000 };
  },
};
