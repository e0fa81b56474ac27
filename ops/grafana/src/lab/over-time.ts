import { METRIC } from '@chaos-lab/contracts';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { heatmap, lines, steps } from '../panels.ts';
import { buckets, increase } from '../promql.ts';
import { histogram, range } from '../queries.ts';
import { arms, callsPerStepBy, countBy, live, runRateBy, runsBy, successBy } from './queries.ts';

export const overTime: readonly Builder<Panel>[] = [
  lines({
    title: 'Verified success so far',
    description: 'How the share of each arm settles as runs come in, over the chosen rates.',
    span: 8,
    unit: 'percentunit',
    queries: [range(successBy('arm', live), '{{arm}}')],
  }).max(1),
  lines({
    title: 'Retry amplification',
    description:
      'Calls that reached the proxy for each step that was tried. Above the line at 2 more than half of all calls are repetitions.',
    span: 8,
    unit: 'none',
    queries: [range(callsPerStepBy('arm', live), '{{arm}}')],
  })
    .decimals(2)
    .thresholds(
      steps([
        { color: 'transparent', value: null },
        { color: 'red', value: 2 },
      ]),
    )
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed)),
  lines({
    title: 'First-try success so far',
    description:
      'Share of runs that needed no retry. The same for every arm that meets the same faults.',
    span: 8,
    unit: 'percentunit',
    queries: [
      range(`${countBy('runnerFirstTry', 'arm', live)} / ${runsBy('arm', live)}`, '{{arm}}'),
    ],
  }).max(1),
  lines({
    title: 'Runs finished',
    description: 'Runs each second by arm.',
    span: 12,
    unit: 'ops',
    queries: [range(runRateBy('arm'), '{{arm}}')],
  }),
  heatmap({
    title: 'Time of a run',
    description:
      'Lab time of a whole run: real time multiplied by the time scale. A dot is one run and carries its trace id.',
    span: 12,
    unit: 's',
    queries: [
      histogram(
        `sum by (le) (max by (arm, le) (${increase(buckets(METRIC.runnerDuration, arms))}))`,
      ),
    ],
  }),
];
