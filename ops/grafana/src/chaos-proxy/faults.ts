import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { timeseries } from '../panels.ts';
import { orZero, rate, series } from '../promql.ts';
import { here } from './queries.ts';

export const faults: readonly PanelSpec[] = [
  timeseries({
    title: 'Faults asked and delivered',
    description:
      'The sum of the rates in force beside the faults that went out, each second. The two lines must run together.',
    width: 12,
    unit: 'ops',
    queries: [
      { expr: `sum(${rate(series(METRIC.proxyExpectedFaults, here))})`, legend: 'asked' },
      { expr: orZero(`sum(${rate(series(METRIC.proxyFaults, here))})`), legend: 'delivered' },
    ],
  }),
  timeseries({
    title: 'Faults by kind and phase',
    description:
      'before: the upstream never saw the call. after: its effect stands and the answer is lost. during: the answer is damaged.',
    width: 12,
    unit: 'ops',
    stack: true,
    queries: [
      {
        expr: `sum by (kind, phase) (${rate(series(METRIC.proxyFaults, here))})`,
        legend: '{{kind}} {{phase}}',
      },
    ],
  }),
  timeseries({
    title: 'Decisions by source',
    description:
      'Whether decisions come from the seed or from a tape, and whether they are faults.',
    width: 12,
    unit: 'ops',
    stack: true,
    queries: [
      {
        expr: `sum by (source, decided) (${rate(series(METRIC.proxyDecisions, here))})`,
        legend: '{{source}} {{decided}}',
      },
    ],
  }),
  timeseries({
    title: 'Faults that did not go out',
    description: 'Decided faults that could not be delivered, by kind and reason.',
    width: 12,
    unit: 'ops',
    queries: [
      {
        expr: orZero(`sum by (kind, reason) (${rate(series(METRIC.proxySuppressed, here))})`),
        legend: '{{kind}} {{reason}}',
      },
    ],
  }),
];
