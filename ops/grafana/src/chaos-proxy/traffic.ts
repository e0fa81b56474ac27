import { METRIC } from '@chaos-lab/contracts';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { bars, lines, NONE_WANTED, stat } from '../panels.ts';
import { above0, orZero, rate, series } from '../promql.ts';
import { instant, range } from '../queries.ts';
import { here } from './queries.ts';

const decisions = `sum(${series(METRIC.proxyDecisions, here)})`;

export const traffic: readonly Builder<Panel>[] = [
  stat({
    title: 'Requests',
    description: 'Requests that reached the traffic port since the proxy started.',
    span: 4,
    unit: 'short',
    queries: [instant(orZero(`sum(${series(METRIC.proxyRequests, here)})`))],
  }),
  stat({
    title: 'Fault rate: asked, delivered',
    description:
      'Share of all decisions that asked for a fault, by the rates, and share that got one.',
    span: 8,
    unit: 'percentunit',
    queries: [
      instant(`sum(${series(METRIC.proxyExpectedFaults, here)}) / ${decisions}`, 'asked'),
      instant(
        `(${orZero(`sum(${series(METRIC.proxyFaults, here)})`)}) / ${decisions}`,
        'delivered',
      ),
    ],
  })
    .decimals(1)
    .noValue('no request yet'),
  stat({
    title: 'Sessions',
    description: 'Sessions whose state is kept now, and how many were dropped to stay in bounds.',
    span: 6,
    unit: 'short',
    queries: [
      instant(`sum(${series(METRIC.proxySessions, here)})`, 'kept'),
      instant(orZero(`sum(${series(METRIC.proxyEvictions, here)})`), 'dropped'),
    ],
  }),
  stat(
    {
      title: 'Too early after a 429',
      description: 'Calls that came back before their Retry-After was over.',
      span: 6,
      unit: 'short',
      queries: [instant(orZero(`sum(${series(METRIC.proxyRateLimitViolations, here)})`))],
    },
    NONE_WANTED,
  ),
  bars({
    title: 'Requests by how they ended',
    description: 'Requests each second, by what the client met at their end.',
    span: 12,
    unit: 'reqps',
    queries: [
      range(above0(`sum by (end) (${rate(series(METRIC.proxyRequests, here))})`), '{{end}}'),
    ],
  }),
  lines({
    title: 'Injected and real failures',
    description:
      'Faults of the scenario beside failures of the upstream itself, each second. Real ones spoil an experiment.',
    span: 12,
    unit: 'ops',
    queries: [
      range(orZero(`sum(${rate(series(METRIC.proxyFaults, here))})`), 'injected'),
      range(orZero(`sum(${rate(series(METRIC.proxyUpstreamFailures, here))})`), 'of the upstream'),
    ],
  }),
];
