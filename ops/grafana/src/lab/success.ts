import type { Override, PanelSpec, Transformation } from '../model.ts';
import { panel } from '../panels.ts';
import { callsPerStepBy, highBy, lowBy, runsBy, successBy } from './queries.ts';

const rename = (id: string, name: string): Override => ({
  matcher: { id: 'byName', options: id },
  properties: [{ id: 'displayName', value: name }],
});

/** Columns that several instant queries share become one table. */
const joined: readonly Transformation[] = [
  { id: 'merge', options: {} },
  {
    id: 'organize',
    options: { excludeByName: { Time: true } },
  },
  {
    id: 'convertFieldType',
    options: { conversions: [{ targetField: 'rate', destinationType: 'number' }] },
  },
  { id: 'sortBy', options: { fields: {}, sort: [{ field: 'rate' }] } },
];

export const success: readonly PanelSpec[] = [
  panel('trend', {
    title: 'Success by failure rate: $arm',
    description:
      'Verified success of the arm at each failure rate, with the Wilson 95 % interval as a band. The band narrows as pairs come in.',
    width: 8,
    unit: 'percentunit',
    repeat: 'arm',
    queries: [
      { expr: successBy('rate'), instant: true, format: 'table' },
      { expr: lowBy('rate'), instant: true, format: 'table' },
      { expr: highBy('rate'), instant: true, format: 'table' },
    ],
    transformations: joined,
    options: {
      xField: 'rate',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'none' },
    },
    fieldConfig: {
      defaults: { min: 0, max: 1, custom: { lineWidth: 2, showPoints: 'always', fillOpacity: 0 } },
      overrides: [
        rename('Value #A', 'verified success'),
        {
          matcher: { id: 'byName', options: 'Value #B' },
          properties: [
            { id: 'displayName', value: 'lower bound' },
            { id: 'custom.lineWidth', value: 0 },
            { id: 'custom.showPoints', value: 'never' },
          ],
        },
        {
          matcher: { id: 'byName', options: 'Value #C' },
          properties: [
            { id: 'displayName', value: 'upper bound' },
            { id: 'custom.lineWidth', value: 0 },
            { id: 'custom.showPoints', value: 'never' },
            { id: 'custom.fillBelowTo', value: 'lower bound' },
            { id: 'custom.fillOpacity', value: 18 },
          ],
        },
      ],
    },
  }),
  panel('table', {
    title: 'Every arm and rate',
    description:
      'Verified success with its Wilson 95 % interval, runs, and calls for each step, of every cell.',
    width: 14,
    unit: 'percentunit',
    queries: [
      { expr: successBy('arm, rate'), instant: true, format: 'table' },
      { expr: lowBy('arm, rate'), instant: true, format: 'table' },
      { expr: highBy('arm, rate'), instant: true, format: 'table' },
      { expr: runsBy('arm, rate'), instant: true, format: 'table' },
      { expr: callsPerStepBy('arm, rate'), instant: true, format: 'table' },
    ],
    transformations: joined,
    options: { showHeader: true, cellHeight: 'sm' },
    fieldConfig: {
      defaults: { decimals: 1, custom: { align: 'right', filterable: true } },
      overrides: [
        rename('Value #A', 'success'),
        rename('Value #B', 'from'),
        rename('Value #C', 'to'),
        {
          matcher: { id: 'byName', options: 'Value #D' },
          properties: [
            { id: 'displayName', value: 'runs' },
            { id: 'unit', value: 'short' },
            { id: 'decimals', value: 0 },
          ],
        },
        {
          matcher: { id: 'byName', options: 'Value #E' },
          properties: [
            { id: 'displayName', value: 'calls a step' },
            { id: 'unit', value: 'short' },
            { id: 'decimals', value: 2 },
          ],
        },
      ],
    },
  }),
  panel('barchart', {
    title: 'Verdicts by arm',
    description:
      'What really happened, by the ledger: verified success, correct failure (nothing left behind), false failure, false success, corrupted.',
    width: 10,
    unit: 'percentunit',
    queries: [
      {
        expr: `${runsBy('arm, verdict')} / on (arm) group_left () ${runsBy('arm')}`,
        instant: true,
        format: 'table',
      },
    ],
    transformations: [
      {
        id: 'groupingToMatrix',
        options: {
          rowField: 'arm',
          columnField: 'verdict',
          valueField: 'Value',
          emptyValue: 'zero',
        },
      },
    ],
    options: {
      orientation: 'horizontal',
      stacking: 'normal',
      showValue: 'auto',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'none' },
    },
    fieldConfig: { defaults: { min: 0, max: 1, custom: { fillOpacity: 80 } }, overrides: [] },
  }),
];
