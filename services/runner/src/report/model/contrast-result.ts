import type { HypothesisMetric, PairCounts } from '@chaos-lab/contracts';
import { type Comparison, comparison, holm, pairCount } from '@chaos-lab/stats';
import type { Contrast } from './contrasts.ts';
import { decidingP, type DecidingTest } from './deciding-p.ts';
import { isOf, tableOf } from './oriented.ts';

/** One contrast at one rate; p-values are adjusted by Holm over the rates of the contrast. */
export type ContrastRow = {
  readonly rate: number;
  readonly comparison: Comparison;
  /** Whether the rate belongs to the family that is tested; a rate without faults does not. */
  readonly tested: boolean;
  /** Whether any outcome of this many pairs could have been significant. */
  readonly decidable: boolean;
};

/** What the tested rates say together. */
export type Standing = 'greater' | 'less' | 'mixed' | 'no-difference' | 'too-few';

export type ContrastResult = Contrast & {
  readonly metric: HypothesisMetric;
  readonly rows: readonly ContrastRow[];
  readonly standing: Standing;
  readonly test: DecidingTest;
};

export type ContrastOptions = {
  readonly metric: HypothesisMetric;
  readonly confidence: number;
  readonly test: DecidingTest;
};

/** Judges a contrast from its pair counts, rate by rate. Rates without a pair are left out. */
export function contrastResult(
  contrast: Contrast,
  counts: readonly PairCounts[],
  { metric, confidence, test }: ContrastOptions,
): ContrastResult {
  const own = counts.filter((one) => one.metric === metric && one.pairs > 0 && isOf(one, contrast));
  const faulty = own.some(({ failure_rate: rate }) => rate > 0);
  const tested = own.filter(({ failure_rate: rate }) => rate > 0 || !faulty);
  const tables = tested.map((one) => tableOf(one, contrast));
  const adjusted = holm(tables.map((table) => decidingP(table, test)));
  const alpha = 1 - confidence;
  const rows = own.map((one): ContrastRow => {
    const table = tableOf(one, contrast);
    const place = tested.indexOf(one);
    const adjustedP = place < 0 ? 1 : (adjusted[place] ?? 1);
    const extreme = { both: 0, onlyA: 0, onlyB: pairCount(table), neither: 0 };
    return {
      rate: one.failure_rate,
      comparison: comparison(table, { confidence, alpha, adjustedP }),
      tested: place >= 0,
      decidable: decidingP(extreme, test) * tested.length <= alpha,
    };
  });
  return { ...contrast, metric, rows, standing: standingOf(rows), test };
}

function standingOf(rows: readonly ContrastRow[]): Standing {
  const tested = rows.filter((row) => row.tested);
  const more = tested.some((row) => row.comparison.standing === 'better');
  const fewer = tested.some((row) => row.comparison.standing === 'worse');
  if (more && fewer) return 'mixed';
  if (more) return 'greater';
  if (fewer) return 'less';
  return tested.some((row) => row.decidable) ? 'no-difference' : 'too-few';
}
