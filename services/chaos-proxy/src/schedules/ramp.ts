import type { ScheduleOf } from '@chaos-lab/contracts';
import { perSession, type ScheduleKind } from './gate.ts';

/** A straight line from one share of the rule's rate to another, over time or over requests. */
export const ramp: ScheduleKind<ScheduleOf<'ramp'>> = {
  dependsOn: (spec) => (spec.overMs === undefined ? 'ordinal' : 'clock'),
  scope: perSession,
  gate(spec, { rate }) {
    return ({ now, ordinal }) => {
      const done =
        spec.overMs === undefined ? (ordinal - 1) / (spec.overRequests ?? 1) : now / spec.overMs;
      const share = spec.from + (spec.to - spec.from) * Math.min(1, done);
      return { rate: rate * share, holdMs: 0 };
    };
  },
};
