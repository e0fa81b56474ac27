import type { DecisionRecord } from '@chaos-lab/contracts';
import type { Invariant } from './invariant.ts';

/** Refusals that may pass: the same request can be right later. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 423, 425, 429]);

export const retriedRefusal: Invariant = {
  title: 'repeated what was refused',
  holds: 'no write that was refused for good (4xx) is sent again as it was',
  broken: ({ records }) => {
    for (const [index, refused] of records.entries()) {
      if (!isFinal(refused)) continue;
      const again = records.slice(index + 1).find((later) => isSame(refused, later));
      if (again !== undefined) {
        return `${refused.operation} was refused with ${refused.status} and sent again as it was`;
      }
    }
    return null;
  },
};

function isFinal({ method, status }: DecisionRecord): boolean {
  const isWrite = method !== 'GET' && method !== 'HEAD';
  return isWrite && status !== null && status >= 400 && status < 500 && !PASSING.has(status);
}

const isSame = (one: DecisionRecord, other: DecisionRecord): boolean =>
  one.operation === other.operation && one.digest !== null && one.digest === other.digest;
