import type { Experiment, Hypothesis, HypothesisResult, PairCounts } from '@chaos-lab/contracts';
import { holm, logEValue, mcnemarP, pairedDifference, type PairedTable } from '@chaos-lab/stats';

type RateResult = HypothesisResult['rates'][number];

/**
 * Judges every hypothesis of an experiment by its pairs. A fixed design is judged by McNemar's mid-p,
 * one that may stop early by 1/e, which is valid whenever it stops; the interval must lie beyond the
 * margin as well.
 */
export function evaluateHypotheses(
  experiment: Experiment,
  comparisons: readonly PairCounts[],
): HypothesisResult[] {
  return experiment.hypotheses.map((hypothesis) => {
    const strata = comparisons.filter((one) => one.pairs > 0 && isAbout(hypothesis, one));
    const tables = strata.map((one) => tableOf(hypothesis, one));
    const adjusted = holm(tables.map((table) => pOf(table, experiment)));
    const rates = tables.map((table, index) =>
      judge(hypothesis, table, experiment.confidence, {
        failure_rate: strata[index]?.failure_rate ?? 0,
        p: adjusted[index] ?? 1,
      }),
    );
    return { hypothesis, held: holds(hypothesis, rates), rates };
  });
}

function isAbout({ arm, against, metric, rates }: Hypothesis, one: PairCounts): boolean {
  const isPair =
    (one.arm === arm && one.against === against) || (one.arm === against && one.against === arm);
  const isRate = rates === undefined ? one.failure_rate > 0 : rates.includes(one.failure_rate);
  return isPair && isRate && one.metric === metric;
}

/** The arm of the hypothesis is B, what it is held against is A. */
function tableOf({ arm }: Hypothesis, { both, b, c, neither, ...counts }: PairCounts): PairedTable {
  return counts.arm === arm
    ? { both, onlyA: c, onlyB: b, neither }
    : { both, onlyA: b, onlyB: c, neither };
}

function pOf({ onlyA, onlyB }: PairedTable, { stopping }: Experiment): number {
  return stopping.type === 'e-value'
    ? Math.min(1, Math.exp(-logEValue(onlyA, onlyB)))
    : mcnemarP(onlyA, onlyB, 'mid-p');
}

function judge(
  { direction, margin }: Hypothesis,
  table: PairedTable,
  confidence: number,
  known: Pick<RateResult, 'failure_rate' | 'p'>,
): RateResult {
  const { estimate, lower, upper } = pairedDifference(table, { confidence, method: 'tango' });
  const significant = known.p <= 1 - confidence;
  const above = significant && lower > (direction === 'greater' ? margin : 0);
  const below = significant && upper < (direction === 'less' ? -margin : 0);
  const [shown, contradicted] = direction === 'greater' ? [above, below] : [below, above];
  return {
    ...known,
    pairs: table.both + table.onlyA + table.onlyB + table.neither,
    difference: estimate,
    low: lower,
    high: upper,
    standing: standing(shown, contradicted),
  };
}

function standing(shown: boolean, contradicted: boolean): RateResult['standing'] {
  if (shown) return 'shown';
  return contradicted ? 'contradicted' : 'open';
}

function holds({ rates: wanted }: Hypothesis, rates: readonly RateResult[]): boolean {
  const shown = rates.filter((rate) => rate.standing === 'shown').length;
  if (wanted !== undefined) return shown === wanted.length;
  return shown > 0 && rates.every((rate) => rate.standing !== 'contradicted');
}
