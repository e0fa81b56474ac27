import { METRIC } from '@chaos-lab/contracts';
import { annotation, dashboard, labelVariable, link } from '../dashboard.ts';
import type { Dashboard } from '../model.ts';
import { series } from '../promql.ts';
import { latency } from './latency.ts';
import { overTime } from './over-time.ts';
import { overview } from './overview.ts';
import { success } from './success.ts';

export const lab: Dashboard = dashboard({
  uid: 'chaos-lab',
  title: 'Lab',
  description:
    'An experiment as it arrives: does the playbook help, at what price, and is it true?',
  from: 'now-15m',
  variables: [
    labelVariable({
      name: 'scenario',
      label: 'Scenario',
      description: 'What goes wrong.',
      metric: METRIC.runnerRuns,
      of: 'scenario',
    }),
    labelVariable({
      name: 'arm',
      label: 'Arm',
      description: 'What is compared.',
      metric: METRIC.runnerRuns,
      of: 'arm',
    }),
    labelVariable({
      name: 'rate',
      label: 'Failure rate',
      description: 'Share of calls that fail.',
      metric: METRIC.runnerRuns,
      of: 'rate',
      numeric: true,
    }),
    labelVariable({
      name: 'runner',
      label: 'Runner',
      description: 'One address for each runner process.',
      metric: METRIC.runnerExperiment,
      of: 'instance',
    }),
  ],
  annotations: [
    annotation({
      name: 'Experiment',
      color: 'blue',
      expr: `max by (experiment) (${series(METRIC.runnerExperiment, { instance: '=~$runner' })}) > 0`,
      title: 'Experiment {{experiment}}',
      text: 'From its first run to its last.',
      tags: 'experiment',
    }),
    annotation({
      name: 'Breaker transitions',
      color: 'orange',
      expr: `sum by (route, to) (increase(${series(METRIC.agentBreakerTransitions)}[4s])) > 0`,
      title: 'Breaker of {{route}}: {{to}}',
      text: 'A breaker changed its state.',
      tags: 'route,to',
    }),
    annotation({
      name: 'Alerts',
      color: 'red',
      expr: 'ALERTS{alertstate="firing"}',
      title: '{{alertname}}',
      text: '{{instance}}',
      tags: 'severity',
    }),
  ],
  links: [link('Alerts in Prometheus', 'http://localhost:9090/alerts')],
  sections: [
    { title: 'Overview', panels: overview },
    { title: 'Success', panels: success },
    { title: 'Over time', panels: overTime },
    { title: 'Latency and breakers', panels: latency },
  ],
});
