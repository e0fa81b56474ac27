import type { ConfigOf } from '@chaos-lab/contracts';
import { type Strategy, stop } from './strategy.ts';

/** Waits until the breaker lets a trial through. Nothing was sent, so no retry is used up. */
export const waitHalfOpen: Strategy<ConfigOf<'wait_half_open'>> = {
  resends: 'never',
  next({ max_waits, cap }, { failure, breakerWaits, breakerOpenMs }) {
    if (failure.condition !== 'breaker_open') return stop('the breaker is not open');
    if (breakerWaits >= max_waits) return stop(`the breaker was waited for ${max_waits} times`);
    if (breakerOpenMs > cap * 1000) {
      return stop(`the breaker stays open for ${breakerOpenMs / 1000} s, more than ${cap} s`);
    }
    return { type: 'await_breaker', waitMs: breakerOpenMs };
  },
};
