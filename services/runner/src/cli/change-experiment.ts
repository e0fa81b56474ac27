import { type Experiment, type ExperimentInput, experimentSchema } from '@chaos-lab/contracts';
import { parseValue } from '../experiment/documents/read-document.ts';

export type Changes = {
  readonly failureRates: readonly number[] | undefined;
  readonly experimentsPerRate: number | undefined;
  readonly seed: number | undefined;
  readonly scenario: string | undefined;
  readonly aaPairs: number | undefined;
  readonly concurrency: number | undefined;
  readonly timeScale: number | undefined;
};

/** An experiment with what the flags change, checked again as a whole. */
export function changeExperiment(experiment: ExperimentInput, changes: Changes): Experiment {
  const { failureRates, experimentsPerRate, seed, scenario, aaPairs, concurrency, timeScale } =
    changes;
  return parseValue(
    'the experiment',
    {
      ...experiment,
      ...(failureRates === undefined ? {} : { rates: failureRates }),
      ...(experimentsPerRate === undefined ? {} : { pairs: experimentsPerRate }),
      ...(seed === undefined ? {} : { seed }),
      ...(scenario === undefined ? {} : { scenario }),
      ...(aaPairs === undefined ? {} : { aaPairs }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(timeScale === undefined ? {} : { timeScale }),
    },
    experimentSchema,
  );
}
