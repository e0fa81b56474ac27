import type { ReportModel } from '../model/report-model.ts';
import type { Chart } from './chart.ts';
import { type ArmPoint, lineSpec } from './line-chart.ts';

/** Decided waits of a run; undefined where no arm ever waited. */
export function waitChart({ arms, rates, summary }: ReportModel): Chart | undefined {
  const names = arms.map((arm) => arm.name);
  const points = summary.cells
    .filter((cell) => cell.runs > 0)
    .map(
      ({ arm, failure_rate: rate, wait_ms: wait }): ArmPoint => ({
        arm,
        rate,
        value: wait.mean / 1000,
        low: wait.p50 / 1000,
        high: wait.p90 / 1000,
      }),
    );
  if (points.every((point) => point.value === 0)) return undefined;
  const head = {
    id: 'waits',
    title: 'Waiting before retries',
    description:
      'Seconds of lab time that a run waits by decision: the mean, and a line from the median to the 90th percentile.',
  };
  return {
    ...head,
    spec: (place) =>
      lineSpec(
        {
          head,
          arms: names,
          rates,
          points,
          label: "format(datum.value, '~r') + ' s'",
          domainMin: 0,
        },
        place,
      ),
  };
}
