import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { stat, timeseries } from '../panels.ts';
import { orZero, rate, series } from '../promql.ts';
import { here } from './queries.ts';

export const traffic: readonly PanelSpec[] = [
  stat({
    title: 'Requests',
    description: 'Requests that reached the traffic port since the proxy started.',
    width: 4,
    unit: 'short',
    queries: [{ expr: `sum(${series(METRIC.proxyRequests, here)})` }],
  }),
  stat({
    title: 'Fault rate: asked, delivered',
    description:
      'Share of all decisions that asked for a fault, by the rates, and share that got one.',
    width: 8,
    unit: 'percentunit',
    queries: [
      {
        expr: `sum(${series(METRIC.proxyExpectedFaults, here)}) / sum(${series(METRIC.proxyDecisions, here)})`,
        legend: 'asked',
      },
      {
        expr: `(${orZero(`sum(${series(METRIC.proxyFaults, here)})`)}) / sum(${series(METRIC.proxyDecisions, here)})`,
        legend: 'delivered',
      },
    ],
  }),
  stat({
    title: 'Held connections',
    description: 'Connections that a hang, stall or dribble holds open now.',
    width: 4,
    unit: 'short',
    queries: [{ expr: `sum(${series(METRIC.proxyHeld, here)})` }],
  }),
  stat({
    title: 'Sessions',
    description: 'Sessions whose state is kept now, and how many were dropped to stay in bounds.',
    width: 4,
    unit: 'short',
    queries: [
      { expr: `sum(${series(METRIC.proxySessions, here)})`, legend: 'kept' },
      { expr: orZero(`sum(${series(METRIC.proxyEvictions, here)})`), legend: 'dropped' },
    ],
  }),
  stat({
    title: 'Too early after a 429',
    description: 'Calls that came back before their Retry-After was over.',
    width: 4,
    unit: 'short',
    queries: [{ expr: orZero(`sum(${series(METRIC.proxyRateLimitViolations, here)})`) }],
  }),
  timeseries({
    title: 'Requests by how they ended',
    description: 'Requests each second, by what the client met at their end.',
    width: 12,
    unit: 'reqps',
    stack: true,
    queries: [
      { expr: `sum by (end) (${rate(series(METRIC.proxyRequests, here))})`, legend: '{{end}}' },
    ],
  }),
  timeseries({
    title: 'Injected and real failures',
    description:
      'Faults of the scenario beside failures of the upstream itself, each second. Real ones spoil an experiment.',
    width: 12,
    unit: 'ops',
    queries: [
      { expr: orZero(`sum(${rate(series(METRIC.proxyFaults, here))})`), legend: 'injected' },
      {
        expr: orZero(`sum(${rate(series(METRIC.proxyUpstreamFailures, here))})`),
        legend: 'of the upstream',
      },
    ],
  }),
];
