import type { Cell } from '@chaos-lab/contracts';
import type { CellCost } from '../collect/cell-costs.ts';
import type { ReportModel } from '../model/report-model.ts';
import { count, decimal, duration, percent } from '../../summary/words/numbers.ts';
import { figure, type Table, text } from './table.ts';

export function costTable({ summary, costOf }: ReportModel): Table {
  return {
    caption: 'Calls and waits',
    columns: [
      figure('rate'),
      text('arm'),
      figure('calls a step'),
      figure(`${percent(summary.confidence)} interval`),
      figure('retries a run'),
      figure('mean wait'),
      figure('median'),
      figure('p90'),
      figure('p99'),
      figure('longest'),
      figure('breaker opened'),
    ],
    rows: summary.cells
      .filter((cell) => cell.runs > 0)
      .map((cell) => rowOf(cell, costOf(cell.arm, cell.failure_rate))),
  };
}

function rowOf(cell: Cell, { amplification: ratio }: CellCost): string[] {
  const { mean, p50, p90, p99, max } = cell.wait_ms;
  return [
    percent(cell.failure_rate),
    cell.arm,
    decimal(ratio?.estimate ?? null),
    ratio === null ? '–' : `${decimal(ratio.lower)} to ${decimal(ratio.upper)}`,
    decimal(cell.retries / cell.runs),
    ...[mean, p50, p90, p99, max].map(duration),
    count(cell.breaker_opened),
  ];
}
