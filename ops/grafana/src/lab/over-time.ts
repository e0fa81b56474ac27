import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { timeseries } from '../panels.ts';
import { rate, series } from '../promql.ts';
import { callsPerStepBy, cell, runsBy, successBy } from './queries.ts';

export const overTime: readonly PanelSpec[] = [
  timeseries({
    title: 'Verified success so far',
    description: 'How the share of each arm settles as runs come in, over the selected rates.',
    width: 8,
    unit: 'percentunit',
    max: 1,
    queries: [{ expr: successBy('arm'), legend: '{{arm}}' }],
  }),
  timeseries({
    title: 'Retry amplification',
    description:
      'Calls that reached the proxy for each step that was tried. Above the line at 2 more than half of all calls are repetitions.',
    width: 8,
    unit: 'short',
    limit: 2,
    queries: [{ expr: callsPerStepBy('arm'), legend: '{{arm}}' }],
  }),
  timeseries({
    title: 'Faults by kind',
    description: 'Faults that the proxy put on the wire, each second.',
    width: 8,
    unit: 'ops',
    stack: true,
    queries: [{ expr: `sum by (kind) (${rate(series(METRIC.proxyFaults))})`, legend: '{{kind}}' }],
  }),
  timeseries({
    title: 'Runs finished',
    description: 'Runs each second by arm.',
    width: 8,
    unit: 'ops',
    queries: [
      { expr: `sum by (arm) (${rate(series(METRIC.runnerRuns, cell))})`, legend: '{{arm}}' },
    ],
  }),
  timeseries({
    title: 'First-try success so far',
    description:
      'Share of runs that needed no retry. The same for every arm that meets the same faults.',
    width: 8,
    unit: 'percentunit',
    max: 1,
    queries: [
      {
        expr: `sum by (arm) (${series(METRIC.runnerFirstTry, cell)}) / ${runsBy('arm')}`,
        legend: '{{arm}}',
      },
    ],
  }),
  timeseries({
    title: 'Recovery decisions',
    description: 'What the agents decided after failed calls, by strategy, each second.',
    width: 8,
    unit: 'ops',
    stack: true,
    queries: [
      {
        expr: `sum by (strategy) (${rate(series(METRIC.agentRecoveries))})`,
        legend: '{{strategy}}',
      },
    ],
  }),
];
