import { requirePart } from '../foundation/checks.ts';
import { criticalZ } from '../foundation/distributions.ts';
import type { Interval } from '../foundation/interval.ts';

/**
 * Score interval for a proportion. With `n` = 0 it is [0, 1]: nothing is known yet.
 * Source: Wilson (1927), without continuity correction.
 */
export function wilson(successes: number, n: number, confidence = 0.95): Interval {
  requirePart({ name: 'successes', value: successes }, { name: 'n', value: n });
  const z = criticalZ(confidence);
  if (n === 0) return { lower: 0, upper: 1 };
  const p = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return {
    lower: successes === 0 ? 0 : centre - half,
    upper: successes === n ? 1 : centre + half,
  };
}
