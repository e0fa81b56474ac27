import { type Observation, wasFaulted } from '../observation.ts';
import type { Invariant } from './invariant.ts';

/** Tries of one call from which on nobody is served by another. */
export const MAX_ATTEMPTS = 16;

/** Requests that a run may make beyond doing everything again after each fault. */
const SLACK = 5;

export const endless: Invariant = {
  title: 'retried without end',
  holds: `no call is tried more than ${MAX_ATTEMPTS} times, and no fault costs more than the whole task again`,
  broken: (run) => {
    const most = Math.max(0, ...run.records.map(({ attempt }) => attempt));
    if (most > MAX_ATTEMPTS) return `it tried one call ${most} times`;
    const { requests, allowed } = countsOf(run);
    return requests > allowed ? `it made ${requests} requests where ${allowed} are plenty` : null;
  },
};

function countsOf({ records, calm }: Observation): { requests: number; allowed: number } {
  const faults = records.filter(wasFaulted).length;
  return { requests: records.length, allowed: calm.requests * (1 + faults) + SLACK };
}
