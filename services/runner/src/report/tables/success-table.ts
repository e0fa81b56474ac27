import type { ReportModel } from '../model/report-model.ts';
import { count, percent, percentCell } from '../../summary/words/numbers.ts';
import { figure, type Table, text } from './table.ts';

export function successTable({ summary }: ReportModel): Table {
  return {
    caption: 'Verified success and success at the first try',
    columns: [
      figure('rate'),
      text('arm'),
      figure('runs'),
      figure('verified'),
      figure('success'),
      figure(`Wilson ${percent(summary.confidence)}`),
      figure('claimed'),
      figure('first try'),
    ],
    rows: summary.cells
      .filter((cell) => cell.runs > 0)
      .map(
        ({
          failure_rate: rate,
          arm,
          runs,
          success,
          claimed_success: claimed,
          first_try_success: first,
        }) => [
          percent(rate),
          arm,
          count(runs),
          count(success.count),
          percentCell(success.ratio),
          `${percentCell(success.low)} to ${percentCell(success.high)}`,
          count(claimed),
          percentCell(first.ratio),
        ],
      ),
  };
}
