import type { DecisionRecord } from '@chaos-lab/contracts';
import { wasFaulted } from '../observation.ts';
import type { Invariant } from './invariant.ts';

/** Real ms that timers and clocks may be apart. */
const TOLERANCE_MS = 50;

export const tooEarly: Invariant = {
  title: 'came back too early',
  holds: 'no call is tried again before its Retry-After is over',
  broken: ({ records }) => {
    for (const [index, record] of records.entries()) {
      const askedMs = retryAfterMs(record);
      if (askedMs === null) continue;
      const again = records
        .slice(index + 1)
        .find(({ operation, call }) => operation === record.operation && call === record.call);
      if (again === undefined) continue;
      const waited = again.startedAt - record.startedAt - (record.durationMs ?? 0);
      if (waited < askedMs - TOLERANCE_MS) {
        return `it was asked to wait ${askedMs} ms and came back after ${Math.round(waited)} ms`;
      }
    }
    return null;
  },
};

/** What an injected answer asked the client to wait, in real ms. */
function retryAfterMs(record: DecisionRecord): number | null {
  const { fault } = record;
  if (!wasFaulted(record) || fault?.kind !== 'http-error') return null;
  return fault.retryAfter === undefined ? null : 1_000 * fault.retryAfter.seconds;
}
