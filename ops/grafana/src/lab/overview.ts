import { METRIC } from '@chaos-lab/contracts';
import type { PanelSpec } from '../model.ts';
import { stat } from '../panels.ts';
import { orZero, series } from '../promql.ts';
import { cell, runs, successBy } from './queries.ts';

export const overview: readonly PanelSpec[] = [
  stat({
    title: 'Runs finished',
    description:
      'Runs of the selected cells that have finished, and how many the experiment plans.',
    width: 5,
    unit: 'short',
    queries: [
      { expr: runs, legend: 'finished' },
      {
        expr: `sum(${series(METRIC.runnerPlanned, { instance: '=~$runner' })})`,
        legend: 'planned',
      },
    ],
  }),
  stat({
    title: 'Experiment',
    description: 'Whether an experiment runs now.',
    width: 4,
    unit: 'none',
    queries: [{ expr: `max(${series(METRIC.runnerExperiment, { instance: '=~$runner' })})` }],
    mappings: {
      type: 'value',
      options: { 0: { text: 'finished', color: 'text' }, 1: { text: 'running', color: 'green' } },
    },
  }),
  stat({
    title: 'Verified success',
    description: 'Share of runs of each arm whose success the ledger of the petstore confirms.',
    width: 8,
    unit: 'percentunit',
    queries: [{ expr: successBy('arm'), legend: '{{arm}}' }],
  }),
  stat({
    title: 'Inconsistencies',
    description: 'Duplicates, orphans and lost updates that the ledger shows.',
    width: 4,
    unit: 'short',
    thresholds: [
      { color: 'green', value: null },
      { color: 'red', value: 1 },
    ],
    queries: [{ expr: orZero(`sum(${series(METRIC.runnerInconsistencies, cell)})`) }],
  }),
  stat({
    title: 'Alerts',
    description: 'Alerts that fire now; Prometheus lists them under Alerts.',
    width: 3,
    unit: 'short',
    thresholds: [
      { color: 'green', value: null },
      { color: 'orange', value: 1 },
    ],
    queries: [{ expr: orZero('count(ALERTS{alertstate="firing"})') }],
  }),
];
