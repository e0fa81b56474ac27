import { METRIC } from '@chaos-lab/contracts';
import { annotation, dashboard, labelVariable, link } from '../dashboard.ts';
import type { Dashboard } from '../model.ts';
import { series } from '../promql.ts';
import { behind } from './behind.ts';
import { faults } from './faults.ts';
import { time } from './time.ts';
import { traffic } from './traffic.ts';

export const chaosProxy: Dashboard = dashboard({
  uid: 'chaos-lab-proxy',
  title: 'Chaos proxy',
  description: 'What went through the proxy, which faults were asked for and which went out.',
  from: 'now-15m',
  variables: [
    labelVariable({
      name: 'proxy',
      label: 'Proxy',
      description: 'One address for each proxy process.',
      metric: METRIC.proxyHeld,
      of: 'instance',
    }),
  ],
  annotations: [
    annotation({
      name: 'Experiment',
      color: 'blue',
      expr: `max by (experiment) (${series(METRIC.runnerExperiment)}) > 0`,
      title: 'Experiment {{experiment}}',
      text: 'From its first run to its last.',
      tags: 'experiment',
    }),
  ],
  links: [link('Metrics in Prometheus', 'http://localhost:9090/query')],
  sections: [
    { title: 'Traffic', panels: traffic },
    { title: 'Faults', panels: faults },
    { title: 'Time', panels: time },
    { title: 'Behind the proxy', panels: behind },
  ],
});
