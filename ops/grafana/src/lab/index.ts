import { METRIC } from '@chaos-lab/contracts';
import { type Dashboard, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { annotation, built, dashboard, labelVariable, section } from '../dashboard.ts';
import { increase, series } from '../promql.ts';
import { around } from './around.ts';
import { overTime } from './over-time.ts';
import { overview } from './overview.ts';
import { experiment, last } from './queries.ts';
import { success } from './success.ts';

const chosen = series(METRIC.runnerRuns, experiment);

function build(): Dashboard {
  const lab = dashboard(
    'chaos-lab',
    'Lab',
    'One experiment as it arrives: does the recovery help, at what price, and is it true?',
  )
    .withVariable(
      labelVariable({
        name: 'experiment',
        label: 'Experiment',
        description: 'Which experiment is shown, by the name of its run folder; the latest first.',
        query: `query_result(sort_desc(max by (experiment) (${last(series(METRIC.runnerStarted))})))`,
        sort: VariableSort.Disabled,
      })
        .regex('/experiment="([^"]+)"/')
        .multi(false)
        .includeAll(false)
        .allValue('')
        .current({ text: '', value: '' }),
    )
    .withVariable(
      labelVariable({
        name: 'arm',
        label: 'Arm',
        description: 'What is compared.',
        query: `label_values(${chosen}, arm)`,
      }),
    )
    .withVariable(
      labelVariable({
        name: 'rate',
        label: 'Failure rate',
        description: 'Share of calls that fail.',
        query: `label_values(${chosen}, rate)`,
        sort: VariableSort.NumericalAsc,
      }),
    )
    .annotation(
      annotation({
        name: 'Experiment',
        color: 'blue',
        expr: `max by (experiment) (${series(METRIC.runnerExperiment, experiment)}) > 0`,
        title: 'Experiment {{experiment}}',
        text: 'From its first run to its last.',
        tags: 'experiment',
      }),
    )
    .annotation(
      annotation({
        name: 'Breakers that opened',
        color: 'orange',
        expr: `sum by (route) (${increase(series(METRIC.agentBreakerTransitions, { to: 'open' }))}) > 0`,
        title: 'Breaker of {{route}} opened',
        text: 'Counted over all agents.',
        tags: 'route',
      }).enable(false),
    )
    .annotation(
      annotation({
        name: 'Alerts',
        color: 'red',
        expr: 'ALERTS{alertstate="firing",severity!="info"}',
        title: '{{alertname}}',
        text: '{{instance}}',
        tags: 'severity',
      }),
    );
  section(lab, 'Overview', overview);
  section(lab, 'Success', success);
  section(lab, 'Over time', overTime);
  section(lab, 'Around it: agents, proxy and petstore', around);
  return built(lab);
}

export const lab: Dashboard = build();
