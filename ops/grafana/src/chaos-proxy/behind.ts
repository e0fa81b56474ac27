import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { timeseries } from '../panels.ts';
import { orZero, rate, series } from '../promql.ts';

export const behind: readonly PanelSpec[] = [
  timeseries({
    title: 'Petstore: requests',
    description: 'Calls that came through, by operation and status.',
    width: 8,
    unit: 'reqps',
    stack: true,
    queries: [
      {
        expr: `sum by (operation, status) (${rate(series(METRIC.petstoreRequests))})`,
        legend: '{{operation}} {{status}}',
      },
    ],
  }),
  timeseries({
    title: 'Petstore: effects',
    description: 'Changes of state that the ledger recorded.',
    width: 8,
    unit: 'ops',
    stack: true,
    queries: [
      {
        expr: `sum by (entity, change) (${rate(series(METRIC.petstoreEffects))})`,
        legend: '{{entity}} {{change}}',
      },
    ],
  }),
  timeseries({
    title: 'Petstore: stores',
    description: 'Isolated stores kept now, and stores dropped each second.',
    width: 8,
    unit: 'short',
    queries: [
      { expr: `sum(${series(METRIC.petstoreStores)})`, legend: 'kept' },
      {
        expr: orZero(`sum(${rate(series(METRIC.petstoreEvictions))})`),
        legend: 'dropped a second',
      },
    ],
  }),
];
