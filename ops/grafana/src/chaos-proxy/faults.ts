import { METRIC } from '@chaos-lab/contracts';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { bars, lines } from '../panels.ts';
import { above0, orZero, rate, series } from '../promql.ts';
import { range } from '../queries.ts';
import { here } from './queries.ts';

export const faults: readonly Builder<Panel>[] = [
  lines({
    title: 'Faults asked and delivered',
    description:
      'The sum of the rates in force beside the faults that went out, each second. The two lines must run together.',
    span: 12,
    unit: 'ops',
    queries: [
      range(`sum(${rate(series(METRIC.proxyExpectedFaults, here))})`, 'asked'),
      range(orZero(`sum(${rate(series(METRIC.proxyFaults, here))})`), 'delivered'),
    ],
  }),
  bars({
    title: 'Faults by kind and phase',
    description:
      'before: the upstream never saw the call. after: its effect stands and the answer is lost. during: the answer is damaged.',
    span: 12,
    unit: 'ops',
    queries: [
      range(
        above0(`sum by (kind, phase) (${rate(series(METRIC.proxyFaults, here))})`),
        '{{kind}} {{phase}}',
      ),
    ],
  }).noValue('no fault'),
  bars({
    title: 'Decisions by source',
    description:
      'Whether decisions come from the seed or from a tape, and whether they are faults.',
    span: 12,
    unit: 'ops',
    queries: [
      range(
        above0(`sum by (source, decided) (${rate(series(METRIC.proxyDecisions, here))})`),
        '{{source}}, fault: {{decided}}',
      ),
    ],
  }),
  bars({
    title: 'Faults that did not go out',
    description: 'Decided faults that could not be delivered, by kind and reason.',
    span: 12,
    unit: 'ops',
    queries: [
      range(
        above0(`sum by (kind, reason) (${rate(series(METRIC.proxySuppressed, here))})`),
        '{{kind}} {{reason}}',
      ),
    ],
  }).noValue('none: every decided fault went out'),
];
