import { requireCount, requirePart } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';

/** Repeated runs of one task. */
export interface Repetitions {
  readonly successes: number;
  readonly runs: number;
}

/**
 * pass^k: the probability that all of `k` fresh runs succeed, unbiased from more than `k` runs of
 * the task: C(c, k) / C(n, k). Average it over tasks. Source: Yao et al. (2024), tau-bench.
 */
export function passAllK({ successes, runs }: Repetitions, k: number): number {
  checkRepetitions({ successes, runs }, k);
  return allFrom(successes, runs, k);
}

/**
 * pass@k: the probability that at least one of `k` fresh runs succeeds, 1 - C(n - c, k) / C(n, k).
 * Source: Chen et al. (2021), equation 1.
 */
export function passAtK({ successes, runs }: Repetitions, k: number): number {
  checkRepetitions({ successes, runs }, k);
  return 1 - allFrom(runs - successes, runs, k);
}

/** C(c, k) / C(n, k) as a product, since the coefficients themselves overflow. */
function allFrom(c: number, n: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i += 1) product *= Math.max(0, c - i) / (n - i);
  return product;
}

function checkRepetitions({ successes, runs }: Repetitions, k: number): void {
  requirePart({ name: 'successes', value: successes }, { name: 'runs', value: runs });
  requireCount('k', k, 1);
  if (k > runs) throw new StatisticsError(`k is ${k}, more than the ${runs} runs of the task`);
}
