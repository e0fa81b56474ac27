import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';

/** Lines over time. */
export const range = (expr: string, legend: string): DataqueryBuilder =>
  new DataqueryBuilder().expr(expr).legendFormat(legend).range();

/** One value each for now. */
export const instant = (expr: string, legend = '__auto'): DataqueryBuilder =>
  new DataqueryBuilder().expr(expr).legendFormat(legend).instant();

/** One row each for now, with a column for each label. */
export const table = (expr: string): DataqueryBuilder =>
  new DataqueryBuilder().expr(expr).format(PromQueryFormat.Table).instant();

/** The buckets of a histogram over time, with single requests as exemplars. */
export const histogram = (expr: string): DataqueryBuilder =>
  new DataqueryBuilder()
    .expr(expr)
    .legendFormat('{{le}}')
    .format(PromQueryFormat.Heatmap)
    .exemplar(true)
    .range();
