import { requireCount } from '../foundation/checks.ts';
import { binomialCdf, binomialPmf } from '../foundation/distributions.ts';

export type McNemarTest = 'exact' | 'mid-p';

export interface McNemar {
  /** Pairs that only A won. */
  readonly b: number;
  /** Pairs that only B won. */
  readonly c: number;
  readonly exact: number;
  readonly midP: number;
}

/**
 * Two-sided McNemar test that the two arms win equally many of the pairs they disagree on.
 * `exact` never exceeds its level; `midP` is less timid and was within its level in every case of
 * Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13:91, its source here.
 * With no disagreement both are 1.
 */
export function mcnemar(b: number, c: number): McNemar {
  requireCount('b', b);
  requireCount('c', c);
  return { b, c, exact: mcnemarP(b, c, 'exact'), midP: mcnemarP(b, c, 'mid-p') };
}

/** One of the two p-values alone. */
export function mcnemarP(b: number, c: number, test: McNemarTest): number {
  const m = b + c;
  if (m === 0) return 1;
  const smaller = Math.min(b, c);
  const point = binomialPmf(smaller, m, 0.5);
  const below = 2 * binomialCdf(smaller - 1, m, 0.5);
  if (test === 'exact') {
    // Far below 1e-200 the cumulative function gives 0 where the single outcome is still a number.
    return Math.min(1, Math.max(2 * binomialCdf(smaller, m, 0.5), below + 2 * point));
  }
  // At b = c the two equally extreme outcomes are one and the same, so half of it comes off.
  return b === c ? 1 - point / 2 : Math.min(1, below + point);
}
