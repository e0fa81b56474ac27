import type { ScheduleOf } from '@chaos-lab/contracts';
import { uniforms } from '../decision/draws.ts';
import { resolveSweep } from '../scenario/sweep.ts';
import {
  onClock,
  type Gate,
  type GateContext,
  NOT_IN_FORCE,
  perSession,
  type ScheduleKind,
} from './gate.ts';

type Outage = ScheduleOf<'outage'>;
type Windows = { readonly downAt: (now: number) => boolean };

/** Windows are drawn anew in every epoch of this many mean cycles, so that a long idle time is cheap to skip. */
const CYCLES_PER_EPOCH = 1_000;

/** Exponential up and down times, the same in every arm of a session. */
export const outage: ScheduleKind<Outage> = { dependsOn: onClock, scope: perSession, gate };

function gate(spec: Outage, context: GateContext): Gate {
  const down = { rate: context.rate, holdMs: 0 };
  const windows = outageWindows(spec, context);
  return ({ now }) => (windows.downAt(now) ? down : NOT_IN_FORCE);
}

/** The share of time that is down. */
function downtimeOf(spec: Outage, sweepRate: number | undefined): number {
  if (spec.meanUpMs !== undefined) return spec.meanDownMs / (spec.meanDownMs + spec.meanUpMs);
  return resolveSweep(spec.downtime ?? 0, sweepRate);
}

function outageWindows(spec: Outage, context: GateContext): Windows {
  const downtime = downtimeOf(spec, context.sweepRate);
  if (downtime === 0 || downtime === 1) return { downAt: () => downtime === 1 };
  const meanDown = spec.meanDownMs;
  const meanUp = (meanDown * (1 - downtime)) / downtime;
  const epochMs = (meanDown + meanUp) * CYCLES_PER_EPOCH;
  let epoch = -1;
  let next = draws(context, 0);
  let isDown = false;
  let until = 0;

  const enter = (wanted: number): void => {
    epoch = wanted;
    next = draws(context, epoch);
    const u = next();
    isDown =
      epoch === 0 && spec.startsDown !== 'stationary' ? spec.startsDown === 'always' : u < downtime;
    until = epoch * epochMs + exponential(isDown ? meanDown : meanUp, next());
  };

  return {
    downAt(now) {
      const wanted = Math.floor(now / epochMs);
      if (wanted !== epoch) enter(wanted);
      while (until <= now) {
        isDown = !isDown;
        until += exponential(isDown ? meanDown : meanUp, next());
      }
      return isDown;
    },
  };
}

function exponential(mean: number, u: number): number {
  return -mean * Math.log1p(-u);
}

/** Uniform numbers of one epoch, in order. */
function draws({ seed, session, rule }: GateContext, epoch: number): () => number {
  let index = 0;
  let values = [0, 0, 0, 0] as readonly number[];
  return () => {
    if (index % 4 === 0) {
      values = uniforms(`chaos-lab/1/outage\n${seed}\n${session}\n${rule}\n${epoch}\n${index / 4}`);
    }
    const value = values[index % 4] ?? 0;
    index += 1;
    return value;
  };
}
