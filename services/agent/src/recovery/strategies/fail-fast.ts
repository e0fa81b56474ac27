import type { ConfigOf } from '@chaos-lab/contracts';
import { type Strategy, stop } from './strategy.ts';

export const failFast: Strategy<ConfigOf<'fail_fast'>> = {
  resends: 'never',
  next: () => stop('the playbook says not to retry'),
};
