import type { HypothesisMetric, PairCounts, RunRow } from '@chaos-lab/contracts';

/** Counts pairs of two arms at one rate by which of them had a verdict. */
export type PairCounter = {
  /** The rows of one pair, of all its arms. */
  add(rows: readonly RunRow[]): void;
  snapshot(): PairCounts;
};

export type Comparison = Pick<PairCounts, 'arm' | 'against' | 'failure_rate' | 'metric'>;

export function pairCounter(comparison: Comparison): PairCounter {
  const { arm, against, metric } = comparison;
  const counts = { pairs: 0, both: 0, b: 0, c: 0, neither: 0 };
  return {
    add(rows) {
      const one = verdictIn(rows, arm);
      const other = verdictIn(rows, against);
      if (one === undefined || other === undefined) return;
      counts.pairs += 1;
      counts[cellOf(one === metric, other === metric)] += 1;
    },
    snapshot: () => ({ ...comparison, ...counts }),
  };
}

const verdictIn = (rows: readonly RunRow[], arm: string): string | undefined =>
  rows.find((row) => row.arm === arm)?.verdict;

function cellOf(one: boolean, other: boolean): 'both' | 'b' | 'c' | 'neither' {
  if (one) return other ? 'both' : 'b';
  return other ? 'c' : 'neither';
}

/** Verified success of every arm against every arm before it. */
export function everyPair(arms: readonly string[], rate: number): Comparison[] {
  return arms.flatMap((arm, index) =>
    arms.slice(0, index).map((against) => comparison(arm, against, rate, 'verified_success')),
  );
}

export function comparison(
  arm: string,
  against: string,
  rate: number,
  metric: HypothesisMetric,
): Comparison {
  return { arm, against, failure_rate: rate, metric };
}
