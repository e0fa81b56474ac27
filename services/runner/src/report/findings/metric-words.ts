import type { HypothesisMetric } from '@chaos-lab/contracts';

type MetricWords = {
  /** What an arm does that has the verdict: `X succeeds` more or less often than Y. */
  readonly verb: string;
  readonly noun: string;
  readonly wanted: boolean;
};

export const METRIC_WORDS = {
  verified_success: { verb: 'succeeds', noun: 'verified success', wanted: true },
  corrupted: { verb: 'corrupts the store', noun: 'corrupted stores', wanted: false },
  false_failure: {
    verb: 'wrongly reports failure',
    noun: 'wrongly reported failures',
    wanted: false,
  },
} as const satisfies Record<HypothesisMetric, MetricWords>;
