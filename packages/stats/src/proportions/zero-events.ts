import { requireCount, requireInside } from '../foundation/checks.ts';

/**
 * Exact one-sided upper bound of a share after no event in `n` runs: 1 - (1 - confidence)^(1/n).
 * "None of 1,000 runs was corrupted" bounds the share by .3 %, not by 0.
 * Source: Clopper and Pearson (1934) at zero events.
 */
export function zeroEventBound(n: number, confidence = 0.95): number {
  requireCount('n', n);
  requireInside('confidence', confidence);
  return n === 0 ? 1 : -Math.expm1(Math.log(1 - confidence) / n);
}
