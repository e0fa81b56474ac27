import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { heatmap, stateTimeline, timeseries } from '../panels.ts';
import { buckets, increase, quantile, rate, series } from '../promql.ts';
import { arms } from './queries.ts';

export const latency: readonly PanelSpec[] = [
  heatmap({
    title: 'Latency of a run',
    description:
      'Lab time of a whole run: real time multiplied by the time scale. A dot is one run and carries its trace id.',
    width: 12,
    unit: 's',
    queries: [
      {
        expr: `sum by (le) (${increase(buckets(METRIC.runnerDuration, arms))})`,
        legend: '{{le}}',
        format: 'heatmap',
        exemplar: true,
      },
    ],
  }),
  stateTimeline({
    title: 'Breakers',
    description: 'The worst state among the breakers of a route.',
    width: 12,
    height: 9,
    unit: 'none',
    queries: [
      { expr: 'max by (route) (instance_route:agent_breaker_state:max)', legend: '{{route}}' },
    ],
    mappings: {
      type: 'value',
      options: {
        0: { text: 'closed', color: 'green' },
        1: { text: 'half-open', color: 'yellow' },
        2: { text: 'open', color: 'red' },
      },
    },
  }),
  timeseries({
    title: 'Quantiles of a run',
    description: 'Lab time that half, 95 % and 99 % of the selected runs stay under.',
    width: 12,
    unit: 's',
    queries: [0.5, 0.95, 0.99].map((q) => ({
      expr: quantile(q, METRIC.runnerDuration, arms),
      legend: `${q * 100} %`,
    })),
  }),
  timeseries({
    title: 'Calls by what came of them',
    description:
      'Calls of the agents each second; ok where the call succeeded, else the condition.',
    width: 12,
    unit: 'ops',
    stack: true,
    queries: [
      {
        expr: `sum by (condition) (${rate(series(METRIC.agentAttempts))})`,
        legend: '{{condition}}',
      },
    ],
  }),
];
