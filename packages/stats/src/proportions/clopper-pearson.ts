import { requireInside, requirePart } from '../foundation/checks.ts';
import { betaQuantile } from '../foundation/distributions.ts';
import type { Interval } from '../foundation/interval.ts';

/**
 * Exact interval for a proportion: it never covers less than `confidence`, at the price of width.
 * Source: Clopper and Pearson (1934), by quantiles of the beta distribution.
 */
export function clopperPearson(successes: number, n: number, confidence = 0.95): Interval {
  requirePart({ name: 'successes', value: successes }, { name: 'n', value: n });
  requireInside('confidence', confidence);
  const tail = (1 - confidence) / 2;
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    upper: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}
