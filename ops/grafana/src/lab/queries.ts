import { METRIC } from '@chaos-lab/contracts';
import { series } from '../promql.ts';

// What the variables at the top select: one experiment, and some of its arms and rates.
export const experiment = { experiment: '$experiment' } as const;
export const cell = { ...experiment, arm: '=~$arm', rate: '=~$rate' } as const;
export const arms = { ...experiment, arm: '=~$arm' } as const;

/** Which of the values of a series over time is meant. */
type At = (selector: string) => string;
/** The value at each point of a graph. */
export const live: At = (selector) => selector;
/** The last that was seen in the time shown, also of an experiment that has ended. */
export const last: At = (selector) => `last_over_time(${selector}[$__range])`;

// The same row can be shown by two processes, the one that runs the experiment and `serve`. So the
// largest count of each cell is taken before anything is added up.
const perVerdict = (selector: string): string => `max by (arm, rate, verdict) (${selector})`;
const perCell = (selector: string): string => `max by (arm, rate) (${selector})`;

export const runsBy = (labels: string, at: At): string =>
  `sum by (${labels}) (${perVerdict(at(series(METRIC.runnerRuns, cell)))})`;

export const runs = (at: At): string => `sum(${perVerdict(at(series(METRIC.runnerRuns, cell)))})`;

export const runRateBy = (labels: string): string =>
  `sum by (${labels}) (${perVerdict(`rate(${series(METRIC.runnerRuns, cell)}[$__rate_interval])`)})`;

/** Success of a group; 0 where a group has runs and none succeeded. */
export function successBy(labels: string, at: At): string {
  const verified = series(METRIC.runnerRuns, { ...cell, verdict: 'verified_success' });
  const all = runsBy(labels, at);
  return `(sum by (${labels}) (${perVerdict(at(verified))}) or 0 * ${all}) / ${all}`;
}

type Counted = 'runnerFirstTry' | 'runnerCalls' | 'runnerSteps' | 'runnerInconsistencies';

export const countBy = (metric: Counted, labels: string, at: At): string =>
  `sum by (${labels}) (${perCell(at(series(METRIC[metric], cell)))})`;

export const callsPerStepBy = (labels: string, at: At): string =>
  `${countBy('runnerCalls', labels, at)} / ${countBy('runnerSteps', labels, at)}`;

export const lowBy = (labels: string): string =>
  `min by (${labels}) (${last(series(METRIC.runnerSuccessLow, cell))})`;
export const highBy = (labels: string): string =>
  `max by (${labels}) (${last(series(METRIC.runnerSuccessHigh, cell))})`;
