import type { DecisionRecord, Experiment, RunRow } from '@chaos-lab/contracts';
import { LabFailureError } from '../errors.ts';
import type { RunnerMetrics } from '../metrics.ts';
import { rateStopper } from './rate-stopper.ts';
import { contradiction } from './require-possible.ts';
import type { OnlineSummary } from '../summary/online-summary.ts';

/** Where finished pairs go, in design order: those of now, and those read back from an earlier part. */
export type Intake = {
  /** The rows of the next pair. */
  rows(rows: readonly RunRow[]): void;
  /** The records of all arms of that pair. */
  records(records: readonly DecisionRecord[]): void;
  /** Whether sequential stopping has ended a rate. */
  isOver(rate: number): boolean;
};

export function createIntake(
  experiment: Experiment,
  { summary, metrics }: { readonly summary: OnlineSummary; readonly metrics: RunnerMetrics },
): Intake {
  const stopper = rateStopper(experiment);
  return {
    rows(rows) {
      for (const row of rows) requireConsistent(row);
      summary.addRows(rows);
      metrics.add(rows);
      const rate = rows[0]?.failure_rate;
      const stopped = rate === undefined ? undefined : stopper.observe(rate, rows);
      if (stopped !== undefined) summary.stop(stopped);
    },
    records: (records) => summary.addRecords(records),
    isOver: (rate) => stopper.isOver(rate),
  };
}

/** Rows that are read back were written by who knows whom. */
function requireConsistent(row: RunRow): void {
  const problem = contradiction(row);
  if (problem !== undefined) throw new LabFailureError(`${row.run_id} cannot be: ${problem}`);
}
