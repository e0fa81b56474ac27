import type { ConfigOf } from '@chaos-lab/contracts';
import { type Strategy, stop } from './strategy.ts';

/** Goes on with a value from the playbook. */
export const fallbackStatic: Strategy<ConfigOf<'fallback_static'>> = {
  resends: 'never',
  next: ({ value }, { safe }) =>
    safe ? { type: 'answer', value } : stop('a made-up answer would hide that a write failed'),
};
