import { stop } from '../strategies/strategy.ts';
import type { Policy } from './policy.ts';

/** No recovery: whatever fails has failed. */
export const noPolicy: Policy = {
  sendsKey: () => false,
  recover: () => ({
    next: () => ({
      strategy: 'none',
      path: null,
      reason: 'this policy never retries',
      move: stop('no retries'),
      rewrittenFrom: null,
    }),
  }),
};
