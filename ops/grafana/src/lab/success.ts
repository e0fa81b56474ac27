import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  StackingMode,
  VisibilityMode,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as BarChartBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import {
  type DataTransformerConfig,
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TrendBuilder } from '@grafana/grafana-foundation-sdk/trend';
import { VERDICTS, type Verdict } from '@chaos-lab/contracts';
import { DATASOURCE } from '../dashboard.ts';
import { legendBelow, tooltip } from '../panels.ts';
import { table } from '../queries.ts';
import { callsPerStepBy, highBy, last, lowBy, runsBy, successBy } from './queries.ts';

/** One row a value of `row`, one column a value of `column`. */
const matrix = (row: string, column: string): DataTransformerConfig => ({
  id: 'groupingToMatrix',
  options: { rowField: row, columnField: column, valueField: 'Value', emptyValue: 'null' },
});
const asNumber = (field: string): DataTransformerConfig => ({
  id: 'convertFieldType',
  options: { fields: {}, conversions: [{ targetField: field, destinationType: 'number' }] },
});
const sorted = (field: string): DataTransformerConfig => ({
  id: 'sortBy',
  options: { fields: {}, sort: [{ field, desc: false }] },
});

/** What Grafana calls the first column of such a matrix. */
const RATE = String.raw`rate\arm`;

const successByRate = new TrendBuilder()
  .title('Success by failure rate')
  .description(
    'Verified success of each arm at each failure rate. The intervals stand in the table beside it.',
  )
  .span(12)
  .height(9)
  .datasource(DATASOURCE)
  .withTarget(table(successBy('arm, rate', last)).refId('A'))
  .transformations([matrix('rate', 'arm'), asNumber(RATE), sorted(RATE)])
  .xField(RATE)
  .unit('percentunit')
  .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
  .axisSoftMin(0)
  .axisSoftMax(1)
  .lineWidth(2)
  .fillOpacity(0)
  .showPoints(VisibilityMode.Always)
  .pointSize(7)
  .legend(legendBelow)
  .tooltip(tooltip)
  .overrideByName(RATE, [{ id: 'displayName', value: 'failure rate' }]);

const COLUMNS: readonly { readonly name: string; readonly expr: string }[] = [
  { name: 'success', expr: successBy('arm, rate', last) },
  { name: 'from', expr: lowBy('arm, rate') },
  { name: 'to', expr: highBy('arm, rate') },
  { name: 'runs', expr: runsBy('arm, rate', last) },
  { name: 'calls a step', expr: callsPerStepBy('arm, rate', last) },
];
const valueOf = (at: number): string => `Value #${String.fromCodePoint(65 + at)}`;

function everyCell(): TableBuilder {
  const panel = new TableBuilder()
    .title('Every arm and rate')
    .description(
      'Verified success with its Wilson 95 % interval, runs, and calls for each step, of every cell.',
    )
    .span(12)
    .height(9)
    .datasource(DATASOURCE)
    .unit('percentunit')
    .decimals(1)
    .transformations([
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: {
            rate: 0,
            arm: 1,
            ...Object.fromEntries(COLUMNS.map((_, at) => [valueOf(at), at + 2])),
          },
          renameByName: Object.fromEntries(COLUMNS.map(({ name }, at) => [valueOf(at), name])),
        },
      },
      asNumber('rate'),
      sorted('rate'),
    ])
    .overrideByName('rate', [{ id: 'decimals', value: 0 }])
    .overrideByName('runs', [
      { id: 'unit', value: 'none' },
      { id: 'decimals', value: 0 },
    ])
    .overrideByName('calls a step', [
      { id: 'unit', value: 'none' },
      { id: 'decimals', value: 2 },
    ]);
  for (const [at, { expr }] of COLUMNS.entries()) {
    panel.withTarget(table(expr).refId(String.fromCodePoint(65 + at)));
  }
  return panel;
}

/** A verdict has its colour wherever it stands in the list. */
const COLOURS: Readonly<Record<Verdict, string>> = {
  verified_success: 'green',
  correct_failure: 'blue',
  false_failure: 'yellow',
  false_success: 'orange',
  corrupted: 'red',
};

function verdicts(): BarChartBuilder {
  const panel = new BarChartBuilder()
    .title('Verdicts by arm')
    .description(
      'What really happened, by the ledger: verified success; correct failure (nothing left behind); false failure; false success; corrupted.',
    )
    .span(24)
    .height(8)
    .datasource(DATASOURCE)
    .withTarget(
      table(
        `${runsBy('arm, verdict', last)} / on (arm) group_left () ${runsBy('arm', last)}`,
      ).refId('A'),
    )
    .transformations([
      matrix('arm', 'verdict'),
      {
        id: 'organize',
        options: {
          indexByName: Object.fromEntries(
            [String.raw`arm\verdict`, ...VERDICTS].map((name, at) => [name, at]),
          ),
        },
      },
    ])
    .orientation(VizOrientation.Horizontal)
    .stacking(StackingMode.Normal)
    .showValue(VisibilityMode.Auto)
    .unit('percentunit')
    .decimals(1)
    .min(0)
    .max(1)
    .fillOpacity(80)
    .legend(legendBelow)
    .tooltip(tooltip);
  for (const verdict of VERDICTS) panel.overrideByName(verdict, coloured(COLOURS[verdict]));
  return panel;
}

const coloured = (color: string): DynamicConfigValue[] => [
  { id: 'color', value: { mode: 'fixed', fixedColor: color } },
];

export const success: readonly Builder<Panel>[] = [successByRate, everyCell(), verdicts()];
