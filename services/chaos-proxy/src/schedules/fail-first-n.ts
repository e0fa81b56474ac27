import type { ScheduleOf } from '@chaos-lab/contracts';
import { onAttempt, NOT_IN_FORCE, perSession, type ScheduleKind } from './gate.ts';

/** The first n calls to an operation; a client that keeps at it gets through. */
export const failFirstN: ScheduleKind<ScheduleOf<'fail-first-n'>> = {
  dependsOn: onAttempt,
  scope: perSession,
  gate({ n }, { rate }) {
    const failing = { rate, holdMs: 0 };
    return ({ attempt }) => (attempt <= n ? failing : NOT_IN_FORCE);
  },
};
