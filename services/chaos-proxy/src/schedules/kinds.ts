import type { Schedule } from '@chaos-lab/contracts';
import { burst } from './burst.ts';
import { capacity } from './capacity.ts';
import { everyNth } from './every-nth.ts';
import { failFirstN } from './fail-first-n.ts';
import { flap } from './flap.ts';
import type { ScheduleKind, ScheduleKinds } from './gate.ts';
import { outage } from './outage.ts';
import { ramp } from './ramp.ts';
import { window } from './window.ts';

const KINDS: ScheduleKinds = {
  burst,
  outage,
  flap,
  ramp,
  'fail-first-n': failFirstN,
  'every-nth': everyNth,
  capacity,
  window,
};

/** How a schedule of this type works. */
export function scheduleKind(schedule: Schedule): ScheduleKind<Schedule> {
  return KINDS[schedule.type] as ScheduleKind<Schedule>;
}
