import { requireCount } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';
import { logBeta } from '../foundation/distributions.ts';

/**
 * Both parameters of the Beta that the bets are mixed over. One half (Krichevsky and Trofimov 1981)
 * wins most when one arm wins nearly all discordant pairs, as a recovery that works does.
 */
export const DEFAULT_PRIOR = 0.5;

/**
 * Log of the probability that the mixture gives to one sequence of `b` wins of A and `c` of B.
 * Divided by the probability under a fixed share it is a test martingale for that share.
 * Source: Robbins (1970), Annals of Mathematical Statistics 41:1397.
 */
export function logMixture(b: number, c: number, prior = DEFAULT_PRIOR): number {
  requireCount('b', b);
  requireCount('c', c);
  if (!(prior > 0 && prior < Number.POSITIVE_INFINITY)) {
    throw new StatisticsError(`prior is ${prior}, expected a finite number above 0`);
  }
  return logBeta(c + prior, b + prior) - logBeta(prior, prior);
}

/** Log e-value against "each arm wins half of the discordant pairs". */
export function logEValue(b: number, c: number, prior = DEFAULT_PRIOR): number {
  return logMixture(b, c, prior) + (b + c) * Math.LN2;
}
