import {
  type Cell,
  type Proportion,
  type RunRow,
  VERDICTS,
  type Verdict,
} from '@chaos-lab/contracts';
import { runningDistribution } from './distribution.ts';

/** A confidence interval for a proportion; [0, 1] where nothing is known. */
export type IntervalOf = (
  count: number,
  n: number,
) => { readonly low: number; readonly high: number };

/** Counts one arm at one rate, row by row. */
export type CellCounter = {
  add(row: RunRow): void;
  success(intervalOf: IntervalOf): Proportion;
  snapshot(intervalOf: IntervalOf): Cell;
};

export const stepsTried = (row: RunRow): number =>
  row.steps_completed + (row.failed_at === '' ? 0 : 1);

export function cellCounter(arm: string, rate: number): CellCounter {
  const verdicts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<
    Verdict,
    number
  >;
  const wait = runningDistribution();
  const duration = runningDistribution();
  const sums = {
    runs: 0,
    claimed_success: 0,
    first_try: 0,
    logical_calls: 0,
    upstream_calls: 0,
    retries: 0,
    inconsistencies: 0,
    duplicates: 0,
    orphans: 0,
    faults_injected: 0,
    breaker_opened: 0,
    rewrites: 0,
    timed_runs: 0,
  };
  return {
    add(row) {
      verdicts[row.verdict as Verdict] += 1;
      wait.add(row.wait_ms);
      duration.add(row.duration_ms);
      sums.runs += 1;
      sums.claimed_success += Number(row.outcome === 'success');
      sums.first_try += Number(row.first_try_success);
      sums.logical_calls += stepsTried(row);
      sums.upstream_calls += row.upstream_calls;
      sums.retries += row.retries;
      sums.inconsistencies += row.inconsistencies_count;
      sums.duplicates += row.duplicates;
      sums.orphans += row.orphans;
      sums.faults_injected += row.faults_injected;
      sums.breaker_opened += row.breaker_opened;
      sums.rewrites += row.rewrites;
      sums.timed_runs += Number(row.timed);
    },
    success: (intervalOf) => proportion(verdicts.verified_success, sums.runs, intervalOf),
    snapshot(intervalOf) {
      const { first_try: firstTry, ...rest } = sums;
      return {
        arm,
        failure_rate: rate,
        verdicts: { ...verdicts },
        success: proportion(verdicts.verified_success, sums.runs, intervalOf),
        first_try_success: proportion(firstTry, sums.runs, intervalOf),
        ...rest,
        amplification: sums.logical_calls === 0 ? null : sums.upstream_calls / sums.logical_calls,
        wait_ms: wait.snapshot(),
        duration_ms: duration.snapshot(),
      };
    },
  };
}

function proportion(count: number, n: number, intervalOf: IntervalOf): Proportion {
  return n === 0
    ? { count, n, ratio: null, low: 0, high: 1 }
    : { count, n, ratio: count / n, ...intervalOf(count, n) };
}
