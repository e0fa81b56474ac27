import type { ReportModel } from '../model/report-model.ts';
import { percent } from '../../summary/words/numbers.ts';
import type { Chart } from './chart.ts';
import { type ArmPoint, lineSpec } from './line-chart.ts';

/** Calls that reach the proxy for each step an arm tries. */
export function amplificationChart({ arms, rates, summary, costOf }: ReportModel): Chart {
  const names = arms.map((arm) => arm.name);
  const points = names.flatMap((arm) =>
    rates.flatMap((rate): ArmPoint[] => {
      const ratio = costOf(arm, rate).amplification;
      if (ratio === null || !Number.isFinite(ratio.upper)) return [];
      return [{ arm, rate, value: ratio.estimate, low: ratio.lower, high: ratio.upper }];
    }),
  );
  const head = {
    id: 'amplification',
    title: 'Retry amplification',
    description: `Calls upstream for each step tried, with ${percent(summary.confidence)} intervals; 1 means no retry.`,
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
          label: "format(datum.value, '.2~f') + '×'",
          domainMin: 1,
        },
        place,
      ),
  };
}
