import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  HeatmapCellLayout,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import {
  FilterValueRangeBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  PanelBuilder as HeatmapBuilder,
  RowsHeatmapOptionsBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { DATASOURCE } from './dashboard.ts';

export type Basics = {
  readonly title: string;
  readonly description: string;
  /** Of the 24 columns of the grid. */
  readonly span: number;
  readonly unit: string;
  readonly queries: readonly DataqueryBuilder[];
};

/** All lines of a panel, in the order of their values. */
export const tooltip = new VizTooltipOptionsBuilder()
  .mode(TooltipDisplayMode.Multi)
  .sort(SortOrder.Descending);

/** Names in one line below, which wrap; a table of them would cut off the last. */
export const legendBelow = new VizLegendOptionsBuilder()
  .displayMode(LegendDisplayMode.List)
  .placement(LegendPlacement.Bottom)
  .showLegend(true);

/** A column of names beside the graph, for many. */
export const legendBeside = new VizLegendOptionsBuilder()
  .displayMode(LegendDisplayMode.Table)
  .placement(LegendPlacement.Right)
  .showLegend(true)
  .calcs(['lastNotNull']);

/** Lines over time. */
export function lines(spec: Basics): TimeseriesBuilder {
  const panel = new TimeseriesBuilder()
    .title(spec.title)
    .description(spec.description)
    .span(spec.span)
    .height(8)
    .datasource(DATASOURCE)
    .unit(spec.unit)
    .min(0)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .lineWidth(2)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Never)
    .legend(legendBelow)
    .tooltip(tooltip);
  for (const [at, query] of spec.queries.entries()) panel.withTarget(query.refId(refId(at)));
  return panel;
}

/** What adds up, as bars on top of each other; series that are zero are the query's to leave out. */
export const bars = (spec: Basics): TimeseriesBuilder =>
  lines(spec)
    .drawStyle(GraphDrawStyle.Bars)
    .lineWidth(0)
    .fillOpacity(80)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .legend(legendBeside);

/** One number each. Colours follow the thresholds; without them everything is neutral. */
export function stat(spec: Basics, thresholds: Threshold[] = NEUTRAL): StatBuilder {
  const panel = new StatBuilder()
    .title(spec.title)
    .description(spec.description)
    .span(spec.span)
    .height(4)
    .datasource(DATASOURCE)
    .unit(spec.unit)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(steps(thresholds))
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false));
  for (const [at, query] of spec.queries.entries()) panel.withTarget(query.refId(refId(at)));
  return panel;
}

/** How a histogram moves over time; the query gives buckets by `le`. */
export function heatmap(spec: Basics): HeatmapBuilder {
  const panel = new HeatmapBuilder()
    .title(spec.title)
    .description(spec.description)
    .span(spec.span)
    .height(8)
    .datasource(DATASOURCE)
    .calculate(false)
    .cellGap(1)
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .steps(64)
        .exponent(0.5),
    )
    .exemplarsColor('rgba(31, 120, 193, 0.9)')
    .filterValues(new FilterValueRangeBuilder().le(1e-9))
    .rowsFrame(new RowsHeatmapOptionsBuilder().layout(HeatmapCellLayout.Auto))
    .yAxis(new YAxisConfigBuilder().unit(spec.unit));
  for (const [at, query] of spec.queries.entries()) panel.withTarget(query.refId(refId(at)));
  return panel;
}

export const steps = (thresholds: Threshold[]): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholds);

const refId = (at: number): string => String.fromCodePoint('A'.charCodeAt(0) + at);

const NEUTRAL: Threshold[] = [{ color: 'text', value: null }];
/** Anything but zero is worth a look. */
export const NONE_WANTED: Threshold[] = [
  { color: 'green', value: null },
  { color: 'orange', value: 1 },
];
