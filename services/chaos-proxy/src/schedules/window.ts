import type { ScheduleOf } from '@chaos-lab/contracts';
import { NOT_IN_FORCE, onClock, type ScheduleKind } from './gate.ts';

/** In force once, from `fromMs` until just before `toMs` of the scope's clock. */
export const window: ScheduleKind<ScheduleOf<'window'>> = {
  dependsOn: onClock,
  scope: ({ scope }) => scope,
  gate({ fromMs, toMs }, { rate }) {
    const inside = { rate, holdMs: 0 };
    return ({ now }) => (now >= fromMs && now < toMs ? inside : NOT_IN_FORCE);
  },
};
