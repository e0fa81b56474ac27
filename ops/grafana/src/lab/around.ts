import { METRIC } from '@chaos-lab/contracts';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { bars } from '../panels.ts';
import { above0, increase, rate, series } from '../promql.ts';
import { range } from '../queries.ts';

/** What agents, proxy and petstore did meanwhile, for whichever experiment. */
export const around: readonly Builder<Panel>[] = [
  bars({
    title: 'Calls by what came of them',
    description:
      'Calls of the agents each second; ok where the call succeeded, else the condition.',
    span: 12,
    unit: 'ops',
    queries: [
      range(above0(`sum by (condition) (${rate(series(METRIC.agentAttempts))})`), '{{condition}}'),
    ],
  }),
  bars({
    title: 'Faults by kind',
    description: 'Faults that the proxy put on the wire, each second.',
    span: 12,
    unit: 'ops',
    queries: [range(above0(`sum by (kind) (${rate(series(METRIC.proxyFaults))})`), '{{kind}}')],
  }),
  bars({
    title: 'Recovery decisions',
    description: 'What the agents decided after failed calls, by strategy, each second.',
    span: 12,
    unit: 'ops',
    queries: [
      range(above0(`sum by (strategy) (${rate(series(METRIC.agentRecoveries))})`), '{{strategy}}'),
    ],
  }),
  bars({
    title: 'Breakers that opened',
    description:
      'How often a breaker of a route opened. Counted, not sampled: an opening is seen however short it is.',
    span: 12,
    unit: 'none',
    queries: [
      range(
        above0(
          `sum by (route) (${increase(series(METRIC.agentBreakerTransitions, { to: 'open' }))})`,
        ),
        '{{route}}',
      ),
    ],
  }).noValue('no breaker opened'),
  bars({
    title: 'Petstore: effects',
    description: 'Changes of state that the ledger recorded, each second.',
    span: 12,
    unit: 'ops',
    queries: [
      range(
        above0(`sum by (entity, change) (${rate(series(METRIC.petstoreEffects))})`),
        '{{entity}} {{change}}',
      ),
    ],
  }),
  bars({
    title: 'Petstore: answers',
    description: 'Calls that came through, by status, each second.',
    span: 12,
    unit: 'reqps',
    queries: [
      range(above0(`sum by (status) (${rate(series(METRIC.petstoreRequests))})`), '{{status}}'),
    ],
  }),
];
