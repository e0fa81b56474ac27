import type { PairCounts, Summary } from '@chaos-lab/contracts';
import { type Comparison, compareAll } from '@chaos-lab/stats';

/** Two arms at one rate above 0; p-values are Holm-adjusted over the rates of the scenario. */
export type RateContrast = { readonly rate: number; readonly comparison: Comparison };

/** Verified success of `arm` against `reference`, rate by rate. */
export function contrastOf(summary: Summary, arm: string, reference: string): RateContrast[] {
  const strata = summary.comparisons.filter(
    (one) =>
      one.metric === 'verified_success' &&
      one.failure_rate > 0 &&
      one.pairs > 0 &&
      [one.arm, one.against].includes(arm) &&
      [one.arm, one.against].includes(reference),
  );
  const comparisons = compareAll(
    strata.map((one) => tableOf(one, arm)),
    { confidence: summary.confidence },
  );
  return comparisons.map((comparison, index) => ({
    rate: strata[index]?.failure_rate ?? 0,
    comparison,
  }));
}

/** The arm is B, the reference A. */
function tableOf({ arm: counted, both, b, c, neither }: PairCounts, arm: string) {
  return counted === arm
    ? { both, onlyA: c, onlyB: b, neither }
    : { both, onlyA: b, onlyB: c, neither };
}
