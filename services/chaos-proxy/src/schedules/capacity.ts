import type { ScheduleOf } from '@chaos-lab/contracts';
import { resolveSweep } from '../scenario/sweep.ts';
import { onClock, type Gate, type GateContext, NOT_IN_FORCE, type ScheduleKind } from './gate.ts';

type Capacity = ScheduleOf<'capacity'>;

/**
 * `concurrency` servers behind one queue, first come first served, each request taking
 * `serviceTimeMs`. A request that is let in waits for its turn and its service even if its client
 * goes away: abandoned work keeps its server busy, so a retry storm can keep itself alive. One that
 * finds the queue full meets the faults of the rule.
 */
export const capacity: ScheduleKind<Capacity> = {
  dependsOn: onClock,
  scope: (spec) => spec.scope,
  gate,
};

function gate(spec: Capacity, context: GateContext): Gate {
  const { concurrency, queue, serviceTimeMs, trigger } = spec;
  const overflow = { rate: context.rate, holdMs: 0 };
  const loss = resolveSweep(trigger?.loss ?? 0, context.sweepRate);
  const lostFrom = trigger?.startMs ?? 0;
  const lostUntil = trigger === undefined ? 0 : lostFrom + trigger.durationMs;
  const kept = concurrency - Math.round(concurrency * loss);
  const freeAt = new Float64Array(concurrency);
  /** When the requests in the queue will leave it, in order. */
  let waiting: number[] = [];

  /** When server `index` could begin with a request that arrives now. */
  const startOn = (index: number, now: number): number => {
    const start = Math.max(now, freeAt[index] ?? 0);
    return index >= kept && start >= lostFrom && start < lostUntil ? lostUntil : start;
  };

  return ({ now }) => {
    if (waiting.length > 0) waiting = waiting.filter((start) => start > now);
    let best = 0;
    let start = startOn(0, now);
    for (let index = 1; index < concurrency && start > now; index += 1) {
      const candidate = startOn(index, now);
      if (candidate < start) {
        best = index;
        start = candidate;
      }
    }
    if (start > now) {
      if (waiting.length >= queue) return overflow;
      waiting.push(start);
    }
    freeAt[best] = start + serviceTimeMs;
    return { ...NOT_IN_FORCE, holdMs: start + serviceTimeMs - now };
  };
}
