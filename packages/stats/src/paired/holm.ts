import { requireProbability } from '../foundation/checks.ts';

/**
 * p-values adjusted for having tested all of them, in the order given; compare them with the
 * unadjusted level. It holds under any dependence, so nested rates are no obstacle.
 * Source: Holm (1979), Scandinavian Journal of Statistics 6:65.
 */
export function holm(pValues: readonly number[]): number[] {
  for (const p of pValues) requireProbability('p', p);
  const ascending = pValues.map((p, index) => ({ p, index })).sort((x, y) => x.p - y.p);
  const adjusted = Array.from(pValues);
  let highest = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = highest;
  }
  return adjusted;
}
