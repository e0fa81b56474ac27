import type { ReportModel } from '../model/report-model.ts';
import { amplificationChart } from './amplification-chart.ts';
import type { Chart } from './chart.ts';
import { differenceChart } from './difference-chart.ts';
import { faultMapChart } from './fault-map-chart.ts';
import { latencyChart } from './latency-chart.ts';
import { successChart } from './success-chart.ts';
import { verdictChart } from './verdict-chart.ts';
import { waitChart } from './wait-chart.ts';

/** The charts that this run has something to show in, in the order of the page. */
export function chartsOf(model: ReportModel): readonly Chart[] {
  return [
    successChart(model),
    differenceChart(model),
    verdictChart(model),
    latencyChart(model),
    amplificationChart(model),
    waitChart(model),
    faultMapChart(model),
  ].filter((chart) => chart !== undefined);
}
