import type { ConfigOf } from '@chaos-lab/contracts';
import type { Strategy } from './strategy.ts';

export const compensate: Strategy<ConfigOf<'compensate'>> = {
  resends: 'never',
  next: (config) => ({ type: 'compensate', config }),
};
