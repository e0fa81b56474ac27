import { type Matcher, requireChaos, result } from './matcher.ts';
import { told } from './told.ts';

/** The client made so many requests of an operation in all; at least one where no number is given. */
export const toHaveAttempted: Matcher<[operation: string, times?: number]> = (
  received,
  operation,
  times,
) => {
  requireChaos(received);
  const calls = received.calls(operation);
  const attempts = calls.reduce((sum, call) => sum + call.attempts.length, 0);
  const pass = times === undefined ? attempts > 0 : attempts === times;
  const often = times === undefined ? 'at least once' : `${times} times`;
  const seen = attempts === 0 ? `only ${told(received.calls())}` : told(calls);
  return result(pass, `${operation} to be attempted ${often}`, `${attempts}: ${seen}`);
};
