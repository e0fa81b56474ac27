import type { ScheduleOf } from '@chaos-lab/contracts';
import { onClock, NOT_IN_FORCE, perSession, type ScheduleKind } from './gate.ts';

/** Up and down in turn, by the session's clock; `offsetMs` says how far into the cycle it starts. */
export const flap: ScheduleKind<ScheduleOf<'flap'>> = {
  dependsOn: onClock,
  scope: perSession,
  gate(spec, { rate }) {
    const down = { rate, holdMs: 0 };
    const cycle = spec.upMs + spec.downMs;
    return ({ now }) => ((now + spec.offsetMs) % cycle < spec.upMs ? NOT_IN_FORCE : down);
  },
};
