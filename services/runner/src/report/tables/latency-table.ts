import { shift } from '../findings/latency-finding.ts';
import type { LatencyRow } from '../model/latency-result.ts';
import type { ReportModel } from '../model/report-model.ts';
import { count, duration, percent } from '../../summary/words/numbers.ts';
import { figure, type Table, text } from './table.ts';

const orNever = (ms: number | null): string => (ms === null ? 'never' : duration(ms));

export function timeTable({ summary, costOf }: ReportModel): Table {
  return {
    caption: 'Lab time of verified successes, and by when a share of all runs had succeeded',
    columns: [
      figure('rate'),
      text('arm'),
      figure('p10'),
      figure('median'),
      figure('p90'),
      figure('half of all by'),
      figure('90% of all by'),
    ],
    rows: summary.cells
      .filter((cell) => cell.runs > 0)
      .map(({ failure_rate: rate, arm }) => {
        const { successMs, halfDoneMs, mostDoneMs } = costOf(arm, rate);
        return [
          percent(rate),
          arm,
          successMs === null ? '–' : duration(successMs.p10),
          successMs === null ? '–' : duration(successMs.p50),
          successMs === null ? '–' : duration(successMs.p90),
          orNever(halfDoneMs),
          orNever(mostDoneMs),
        ];
      }),
  };
}

export function latencyTable(rows: readonly LatencyRow[], confidence: number): Table {
  const interval = `bootstrap ${percent(confidence)}`;
  return {
    caption: 'Paired differences in lab time over sessions in which both arms succeeded',
    columns: [
      text('arms'),
      figure('rate'),
      figure('sessions'),
      figure('sampled'),
      figure('median'),
      figure(interval),
      figure('p95'),
      figure(interval),
    ],
    rows: rows.map(({ candidate, reference, rate, sessions, sampled, median, p95 }) => [
      `${candidate} − ${reference}`,
      percent(rate),
      count(sessions),
      count(sampled),
      shift(median.difference),
      `${shift(median.lower)} to ${shift(median.upper)}`,
      shift(p95.difference),
      `${shift(p95.lower)} to ${shift(p95.upper)}`,
    ]),
  };
}
