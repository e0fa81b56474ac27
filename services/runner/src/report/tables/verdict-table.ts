import { type Cell, VERDICTS } from '@chaos-lab/contracts';
import { VERDICT_WORDS } from '../charts/verdict-chart.ts';
import type { ReportModel } from '../model/report-model.ts';
import { count, percent } from '../../summary/words/numbers.ts';
import { figure, type Table, text } from './table.ts';

export function verdictTable({ summary }: ReportModel): Table {
  return {
    caption: 'Runs by verdict, and what was left in the store',
    columns: [
      figure('rate'),
      text('arm'),
      ...VERDICTS.map((verdict) => figure(VERDICT_WORDS[verdict])),
      figure('duplicates'),
      figure('orphans'),
    ],
    rows: summary.cells.filter((cell) => cell.runs > 0).map(rowOf),
  };
}

function rowOf(cell: Cell): string[] {
  return [
    percent(cell.failure_rate),
    cell.arm,
    ...VERDICTS.map((verdict) => count(cell.verdicts[verdict] ?? 0)),
    count(cell.duplicates),
    count(cell.orphans),
  ];
}
