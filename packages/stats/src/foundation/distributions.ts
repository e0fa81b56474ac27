import beta from '@stdlib/stats-base-dists-beta';
import binomial from '@stdlib/stats-base-dists-binomial';
import normal from '@stdlib/stats-base-dists-normal';
import { gammaln } from 'simple-statistics';
import { requireInside } from './checks.ts';

/** The z with P(|Z| <= z) = `confidence`: 1.96 for .95. */
export function criticalZ(confidence: number): number {
  requireInside('confidence', confidence);
  return normal.quantile(0.5 + confidence / 2, 0, 1);
}

export function normalQuantile(p: number): number {
  return normal.quantile(p, 0, 1);
}

/** P(Z > z) of the standard normal, without the loss of digits of 1 - P(Z <= z). */
export function normalUpperTail(z: number): number {
  return normal.cdf(-z, 0, 1);
}

/** P(X <= k) for X binomial with n trials. */
export function binomialCdf(k: number, n: number, p: number): number {
  return k < 0 ? 0 : binomial.cdf(k, n, p);
}

export function binomialPmf(k: number, n: number, p: number): number {
  return binomial.pmf(k, n, p);
}

/** The smallest k with P(X <= k) >= `q`. */
export function binomialQuantile(q: number, n: number, p: number): number {
  return binomial.quantile(q, n, p);
}

export function betaQuantile(q: number, a: number, b: number): number {
  return beta.quantile(q, a, b);
}

/** log B(a, b). */
export function logBeta(a: number, b: number): number {
  return gammaln(a) + gammaln(b) - gammaln(a + b);
}
