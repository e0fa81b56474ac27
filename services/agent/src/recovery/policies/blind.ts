import { exhausted } from '../strategies/strategy.ts';
import type { Policy } from './policy.ts';

/** Calls again at once, whatever failed and whatever the call was, up to `retries` times. */
export function blindPolicy(retries: number): Policy {
  return {
    sendsKey: () => false,
    recover: () => {
      let made = 0;
      return {
        next: () => {
          const more = made < retries;
          made += 1;
          return {
            strategy: 'blind',
            path: null,
            reason: more ? `blind retry ${made} of ${retries}` : 'no blind retry left',
            move: more ? { type: 'retry', waitMs: 0 } : exhausted(retries),
            rewrittenFrom: null,
          };
        },
      };
    },
  };
}
