import type { ConfigOf } from '@chaos-lab/contracts';
import { exhausted, type Strategy } from './strategy.ts';

export const retryImmediately: Strategy<ConfigOf<'retry_immediately'>> = {
  resends: 'blind',
  next: ({ max_retries }, { retries }) =>
    retries >= max_retries ? exhausted(max_retries) : { type: 'retry', waitMs: 0 },
};
