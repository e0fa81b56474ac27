import type { ConfigOf } from '@chaos-lab/contracts';
import { nextExponential } from './backoff.ts';
import type { Strategy } from './strategy.ts';

export const retryExponentialBackoff: Strategy<ConfigOf<'retry_exponential_backoff'>> = {
  resends: 'blind',
  next: (config, situation) =>
    nextExponential(config, situation, (waitMs) => ({ type: 'retry', waitMs })),
};
