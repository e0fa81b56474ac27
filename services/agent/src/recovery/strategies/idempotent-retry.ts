import type { ConfigOf } from '@chaos-lab/contracts';
import { nextExponential } from './backoff.ts';
import { escalate, type Strategy } from './strategy.ts';

/** Sends the same bytes under the same Idempotency-Key, so that the server acts at most once. */
export const idempotentRetry: Strategy<ConfigOf<'idempotent_retry'>> = {
  resends: 'keyed',
  next(config, situation) {
    if (!situation.safe && !situation.keySent) {
      return escalate('the call carried no Idempotency-Key that a retry could repeat');
    }
    return nextExponential(config, situation, (waitMs) => ({ type: 'retry', waitMs }));
  },
};
