import type { ConfigOf } from '@chaos-lab/contracts';
import { exhausted, type Strategy } from './strategy.ts';

export const waitAndRetry: Strategy<ConfigOf<'wait_and_retry'>> = {
  resends: 'blind',
  next: ({ wait_seconds, max_retries }, { retries }) =>
    retries >= max_retries
      ? exhausted(max_retries)
      : { type: 'retry', waitMs: wait_seconds * 1000 },
};
