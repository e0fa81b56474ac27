import type { ConfigOf } from '@chaos-lab/contracts';
import { type Strategy, stop } from './strategy.ts';

/** Goes on with the last good answer to the same read. */
export const fallbackStale: Strategy<ConfigOf<'fallback_stale'>> = {
  resends: 'never',
  next({ max_age }, { safe, lastGood }) {
    if (!safe) return stop('a write has no earlier answer to fall back on');
    const good = lastGood(max_age * 1000);
    return good === undefined
      ? stop(`there is no answer younger than ${max_age} s`)
      : { type: 'answer', value: good.value };
  },
};
