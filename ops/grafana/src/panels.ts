import type { FieldConfig, PanelSpec, Query, Threshold, Unit, ValueMapping } from './model.ts';

type Basics = {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height?: number;
  readonly unit: Unit;
  readonly queries: readonly Query[];
};

const legend = {
  displayMode: 'table',
  placement: 'bottom',
  showLegend: true,
  calcs: ['lastNotNull'],
};
const tooltip = { mode: 'multi', sort: 'desc' };

/** Lines over time. `stack` fills them into bars on top of each other. */
export function timeseries(
  spec: Basics & { readonly max?: number; readonly stack?: true; readonly limit?: number },
): PanelSpec {
  const { max, stack, limit } = spec;
  return {
    ...place(spec, 'timeseries', 8),
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        min: 0,
        ...(max !== undefined && { max }),
        color: { mode: 'palette-classic' },
        ...(limit !== undefined && { thresholds: limitAt(limit) }),
        custom: {
          lineWidth: 1,
          showPoints: 'never',
          spanNulls: false,
          fillOpacity: stack ? 60 : 8,
          drawStyle: stack ? 'bars' : 'line',
          stacking: { mode: stack ? 'normal' : 'none', group: 'A' },
          ...(limit !== undefined && { thresholdsStyle: { mode: 'dashed' } }),
        },
      },
      overrides: [],
    },
    options: { legend, tooltip },
  };
}

/** One number each. Colours follow the thresholds; without them everything is neutral. */
export function stat(
  spec: Basics & { readonly thresholds?: readonly Threshold[]; readonly mappings?: ValueMapping },
): PanelSpec {
  const steps = spec.thresholds ?? [{ color: 'text', value: null }];
  return {
    ...place(spec, 'stat', 4),
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps },
        ...(spec.mappings && { mappings: [spec.mappings] }),
      },
      overrides: [],
    },
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      textMode: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  };
}

/** How a histogram moves over time; the query gives buckets by `le`. */
export function heatmap(spec: Basics): PanelSpec {
  return {
    ...place(spec, 'heatmap', 9),
    fieldConfig: { defaults: {}, overrides: [] },
    options: {
      calculate: false,
      cellGap: 1,
      color: { mode: 'scheme', scheme: 'Oranges', steps: 64, exponent: 0.5 },
      exemplars: { color: 'rgba(31, 120, 193, 0.9)' },
      filterValues: { le: 1e-9 },
      legend: { show: true },
      rowsFrame: { layout: 'auto' },
      tooltip: { mode: 'single', yHistogram: true },
      yAxis: { axisPlacement: 'left', unit: spec.unit, reverse: false },
    },
  };
}

/** Coloured bands of a state over time. */
export function stateTimeline(spec: Basics & { readonly mappings: ValueMapping }): PanelSpec {
  return {
    ...place(spec, 'state-timeline', 8),
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        color: { mode: 'thresholds' },
        mappings: [spec.mappings],
        custom: { fillOpacity: 80, lineWidth: 0 },
      },
      overrides: [],
    },
    options: {
      alignValue: 'left',
      mergeValues: true,
      rowHeight: 0.85,
      showValue: 'never',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}

/** Any other type: the caller gives fields, options and transformations. */
export function panel(
  type: 'table' | 'trend' | 'barchart',
  spec: Basics & Pick<PanelSpec, 'options' | 'fieldConfig' | 'transformations' | 'repeat'>,
): PanelSpec {
  const { options, fieldConfig, transformations, repeat } = spec;
  return {
    ...place(spec, type, 9),
    fieldConfig: withUnit(fieldConfig, spec.unit),
    options,
    ...(transformations && { transformations }),
    ...(repeat !== undefined && { repeat }),
  };
}

function place<T extends PanelSpec['type']>(spec: Basics, type: T, height: number) {
  const { title, description, width, queries } = spec;
  return { type, title, description, width, height: spec.height ?? height, queries };
}

const withUnit = (config: FieldConfig, unit: Unit): FieldConfig => ({
  ...config,
  defaults: { unit, ...config.defaults },
});

const limitAt = (value: number): NonNullable<FieldConfig['defaults']['thresholds']> => ({
  mode: 'absolute',
  steps: [
    { color: 'transparent', value: null },
    { color: 'red', value },
  ],
});
