import { METRIC } from '@chaos-lab/contracts';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { built, dashboard, labelVariable, section } from '../dashboard.ts';
import { faults } from './faults.ts';
import { time } from './time.ts';
import { traffic } from './traffic.ts';

function build(): Dashboard {
  const proxy = dashboard(
    'chaos-lab-proxy',
    'Chaos proxy',
    'What went through the proxy, which faults were asked for and which went out. Reads nothing but the proxy.',
  ).withVariable(
    labelVariable({
      name: 'proxy',
      label: 'Proxy',
      description: 'One address for each proxy process.',
      query: `label_values(${METRIC.proxyHeld.name}, instance)`,
    }),
  );
  section(proxy, 'Traffic', traffic);
  section(proxy, 'Faults', faults);
  section(proxy, 'Time', time);
  return built(proxy);
}

export const chaosProxy: Dashboard = build();
