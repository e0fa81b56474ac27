import { METRIC } from '@chaos-lab/contracts';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { MappingType, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { NONE_WANTED, stat } from '../panels.ts';
import { orZero, series } from '../promql.ts';
import { instant } from '../queries.ts';
import { cell, experiment, last, runs, successBy } from './queries.ts';

export const overview: readonly Builder<Panel>[] = [
  stat({
    title: 'Experiment',
    description: 'Whether the chosen experiment runs now.',
    span: 4,
    unit: 'none',
    queries: [instant(`max(${last(series(METRIC.runnerExperiment, experiment))})`)],
  }).mappings([
    {
      type: MappingType.ValueToText,
      options: {
        0: { text: 'finished', color: 'text', index: 0 },
        1: { text: 'running', color: 'green', index: 1 },
      },
    },
  ]),
  stat({
    title: 'Runs',
    description: 'Runs of the chosen cells that have finished, and how many the experiment plans.',
    span: 6,
    unit: 'none',
    queries: [
      instant(runs(last), 'finished'),
      instant(`max(${last(series(METRIC.runnerPlanned, experiment))})`, 'planned'),
    ],
  }),
  stat({
    title: 'Verified success',
    description:
      'Share of runs of each arm whose success the ledger of the petstore confirms, over the chosen rates.',
    span: 8,
    unit: 'percentunit',
    queries: [instant(successBy('arm', last), '{{arm}}')],
  }).decimals(1),
  stat(
    {
      title: 'Inconsistencies',
      description:
        'Duplicates, orphans and lost updates that the ledger shows: what the arms did to their own data.',
      span: 3,
      unit: 'none',
      queries: [
        instant(
          orZero(`sum(max by (arm, rate) (${last(series(METRIC.runnerInconsistencies, cell))}))`),
        ),
      ],
    },
    NONE_WANTED,
  ),
  stat(
    {
      title: 'Alerts',
      description:
        'Alerts about the lab itself that fire now. What an arm does to its own data is a finding and not counted.',
      span: 3,
      unit: 'none',
      queries: [instant(orZero('count(ALERTS{alertstate="firing",severity!="info"})'))],
    },
    NONE_WANTED,
  ),
];
