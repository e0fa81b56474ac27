import { METRIC } from '@chaos-lab/contracts';
import { series } from '../promql.ts';

// What the variables at the top select.
export const cell = {
  instance: '=~$runner',
  scenario: '=~$scenario',
  arm: '=~$arm',
  rate: '=~$rate',
} as const;
export const arms = { instance: '=~$runner', scenario: '=~$scenario', arm: '=~$arm' } as const;
const verified = { ...cell, verdict: 'verified_success' } as const;

export const runs = `sum(${series(METRIC.runnerRuns, cell)})`;
export const runsBy = (labels: string): string =>
  `sum by (${labels}) (${series(METRIC.runnerRuns, cell)})`;

/** Success of a group; 0 where a group has runs and none succeeded. */
export const successBy = (labels: string): string =>
  `(sum by (${labels}) (${series(METRIC.runnerRuns, verified)}) or 0 * ${runsBy(labels)}) / ${runsBy(labels)}`;

export const lowBy = (labels: string): string =>
  `min by (${labels}) (${series(METRIC.runnerSuccessLow, cell)})`;
export const highBy = (labels: string): string =>
  `max by (${labels}) (${series(METRIC.runnerSuccessHigh, cell)})`;
export const callsPerStepBy = (labels: string): string =>
  `sum by (${labels}) (${series(METRIC.runnerCalls, cell)}) / sum by (${labels}) (${series(METRIC.runnerSteps, cell)})`;
