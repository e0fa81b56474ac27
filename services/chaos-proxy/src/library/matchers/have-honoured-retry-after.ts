import type { DecisionRecord } from '@chaos-lab/contracts';
import { type Matcher, requireChaos, result } from './matcher.ts';

/** What timers and clocks may be short by, ms. */
const TOLERANCE_MS = 15;

/**
 * No call was tried again before the time that a `Retry-After` of an injected answer had asked for; of
 * one operation, or of all. Answers of the real API are not looked at: the tape has no header fields.
 */
export const toHaveHonouredRetryAfter: Matcher<[operation?: string]> = (received, operation) => {
  requireChaos(received);
  const waits = received.calls(operation).flatMap(({ operation: name, attempts }) =>
    attempts.slice(1).flatMap((next, index) => {
      const before = attempts[index] as DecisionRecord;
      const asked = before.parameters['retryAfterS'];
      if (typeof asked !== 'number') return [];
      const endedAt = before.startedAt + (before.durationMs ?? 0);
      return [{ name, askedMs: asked * 1_000, waitedMs: Math.round(next.startedAt - endedAt) }];
    }),
  );
  const early = waits.filter(({ askedMs, waitedMs }) => waitedMs + TOLERANCE_MS < askedMs);
  const seen = (early.length > 0 ? early : waits).map(
    ({ name, askedMs, waitedMs }) => `${name} again after ${waitedMs} of ${askedMs} ms`,
  );
  return result(
    waits.length > 0 && early.length === 0,
    'every Retry-After to be waited for',
    seen.length === 0 ? 'no try after an answer that asked for a wait' : seen.join('; '),
  );
};
