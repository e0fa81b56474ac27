import type { ScheduleOf } from '@chaos-lab/contracts';
import { onOrdinal, NOT_IN_FORCE, perSession, type ScheduleKind } from './gate.ts';

/** Every n-th request of the session, counted after the first `offset` requests. */
export const everyNth: ScheduleKind<ScheduleOf<'every-nth'>> = {
  dependsOn: onOrdinal,
  scope: perSession,
  gate({ n, offset }, { rate }) {
    const failing = { rate, holdMs: 0 };
    return ({ ordinal }) =>
      ordinal > offset && (ordinal - offset) % n === 0 ? failing : NOT_IN_FORCE;
  },
};
