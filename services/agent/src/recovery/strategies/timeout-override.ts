import type { ConfigOf } from '@chaos-lab/contracts';
import { exhausted, type Strategy } from './strategy.ts';

export const timeoutOverride: Strategy<ConfigOf<'timeout_override'>> = {
  resends: 'blind',
  next: ({ max_retries, delay, timeout }, { retries }) =>
    retries >= max_retries
      ? exhausted(max_retries)
      : { type: 'retry', waitMs: delay * 1000, timeoutMs: timeout * 1000 },
};
