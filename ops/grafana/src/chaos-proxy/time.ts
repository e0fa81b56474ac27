import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { heatmap, timeseries } from '../panels.ts';
import { buckets, increase, orZero, quantile, rate, series } from '../promql.ts';
import { here } from './queries.ts';

export const time: readonly PanelSpec[] = [
  heatmap({
    title: 'Time of a request',
    description:
      'From request to the end of the response, faults included. A dot carries a trace id.',
    width: 12,
    unit: 's',
    queries: [
      {
        expr: `sum by (le) (${increase(buckets(METRIC.proxyDuration, here))})`,
        legend: '{{le}}',
        format: 'heatmap',
        exemplar: true,
      },
    ],
  }),
  timeseries({
    title: 'Quantiles: whole request and upstream alone',
    description: 'Real seconds. The upstream is measured to the head of its answer.',
    width: 12,
    height: 9,
    unit: 's',
    queries: [
      ...[0.5, 0.99].map((q) => ({
        expr: quantile(q, METRIC.proxyDuration, here),
        legend: `whole ${q * 100} %`,
      })),
      ...[0.5, 0.99].map((q) => ({
        expr: quantile(q, METRIC.proxyUpstreamDuration, here),
        legend: `upstream ${q * 100} %`,
      })),
    ],
  }),
  timeseries({
    title: 'Held connections',
    description: 'Connections that a fault holds open.',
    width: 12,
    unit: 'short',
    queries: [{ expr: series(METRIC.proxyHeld, here), legend: '{{instance}}' }],
  }),
  timeseries({
    title: 'Real failures of the upstream',
    description: 'By reason, each second. Zero in a sound experiment.',
    width: 12,
    unit: 'ops',
    queries: [
      {
        expr: orZero(`sum by (reason) (${rate(series(METRIC.proxyUpstreamFailures, here))})`),
        legend: '{{reason}}',
      },
    ],
  }),
];
