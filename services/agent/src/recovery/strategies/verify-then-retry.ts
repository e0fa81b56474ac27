import type { ConfigOf } from '@chaos-lab/contracts';
import { nextExponential } from './backoff.ts';
import { escalate, type Strategy } from './strategy.ts';

/** Reads back before any resend of a write that may have had an effect. */
export const verifyThenRetry: Strategy<ConfigOf<'verify_then_retry'>> = {
  resends: 'verified',
  next(config, situation) {
    const { safe, verifiable, failure } = situation;
    if (safe || failure.effect !== 'ambiguous') {
      return nextExponential(config, situation, (waitMs) => ({ type: 'retry', waitMs }));
    }
    if (!verifiable) return escalate('the tool cannot be read back');
    return nextExponential(config, situation, (waitMs) => ({ type: 'verify', waitMs }));
  },
};
