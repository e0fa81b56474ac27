import type { ConfigOf } from '@chaos-lab/contracts';
import { escalate, type Strategy } from './strategy.ts';

export const escalateToHuman: Strategy<ConfigOf<'escalate_to_human'>> = {
  resends: 'never',
  next: ({ note }) => escalate(note ?? 'a human has to decide'),
};
