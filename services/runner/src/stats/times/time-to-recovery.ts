import { requireCount } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';
import type { SurvivalObservation } from './kaplan-meier.ts';

/** One call or run, at a time on the clock of the outage. */
export interface TimedOutcome {
  readonly at: number;
  readonly succeeded: boolean;
}

/**
 * Time from the end of an outage to the first of `sustained` successes in a row, so that one lucky
 * call is no recovery. An arm that did not get there is censored at the last thing seen of it.
 * `outcomes` must be in time order; the result is ready for `kaplanMeier`.
 */
export function timeToRecovery(
  outcomes: readonly TimedOutcome[],
  outageEnd: number,
  sustained = 1,
): SurvivalObservation {
  requireCount('sustained', sustained, 1);
  let previous = Number.NEGATIVE_INFINITY;
  let streakStart = 0;
  let streak = 0;
  for (const { at, succeeded } of outcomes) {
    if (at < previous) throw new StatisticsError(`outcome at ${at} comes after one at ${previous}`);
    previous = at;
    if (at < outageEnd) continue;
    if (!succeeded) {
      streak = 0;
      continue;
    }
    if (streak === 0) streakStart = at;
    streak += 1;
    if (streak === sustained) return { time: streakStart - outageEnd, event: true };
  }
  return { time: Math.max(0, previous - outageEnd), event: false };
}
