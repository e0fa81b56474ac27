import { requireProbability } from '../foundation/checks.ts';

/**
 * Effect size of two rates on the arcsine scale, positive when B is higher: 2 asin √b - 2 asin √a.
 * It is an unpaired measure: it says how far apart the rates are, not how sure that is.
 * Source: Cohen (1988), chapter 6, where .2, .5 and .8 are small, medium and large.
 */
export function cohensH(rateA: number, rateB: number): number {
  requireProbability('rateA', rateA);
  requireProbability('rateB', rateB);
  return 2 * Math.asin(Math.sqrt(rateB)) - 2 * Math.asin(Math.sqrt(rateA));
}
