import { METRIC } from '@chaos-lab/contracts';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { bars, heatmap, lines } from '../panels.ts';
import { above0, buckets, increase, quantile, rate, series } from '../promql.ts';
import { histogram, range } from '../queries.ts';
import { here } from './queries.ts';

export const time: readonly Builder<Panel>[] = [
  heatmap({
    title: 'Time of a request',
    description:
      'From request to the end of the response, faults included. A dot carries a trace id.',
    span: 12,
    unit: 's',
    queries: [histogram(`sum by (le) (${increase(buckets(METRIC.proxyDuration, here))})`)],
  }),
  lines({
    title: 'Quantiles: whole request and upstream alone',
    description: 'Real seconds. The upstream is measured to the head of its answer.',
    span: 12,
    unit: 's',
    queries: [
      ...[0.5, 0.99].map((q) =>
        range(quantile(q, METRIC.proxyDuration, here), `whole ${q * 100} %`),
      ),
      ...[0.5, 0.99].map((q) =>
        range(quantile(q, METRIC.proxyUpstreamDuration, here), `upstream ${q * 100} %`),
      ),
    ],
  }),
  lines({
    title: 'Held connections',
    description: 'Connections that a hang, stall or dribble holds open.',
    span: 12,
    unit: 'none',
    queries: [range(series(METRIC.proxyHeld, here), '{{instance}}')],
  }),
  bars({
    title: 'Real failures of the upstream',
    description: 'By reason, each second. None in a sound experiment.',
    span: 12,
    unit: 'ops',
    queries: [
      range(
        above0(`sum by (reason) (${rate(series(METRIC.proxyUpstreamFailures, here))})`),
        '{{reason}}',
      ),
    ],
  }).noValue('none'),
];
