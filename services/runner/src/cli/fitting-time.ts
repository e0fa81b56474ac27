import type { Experiment } from '@chaos-lab/contracts';
import { fittingScale, isForeign } from '../experiment/time-scale.ts';
import { readScenario } from '../experiment/scenario-of.ts';

/** What a program of somebody else is given for a run, where nobody says more; lab and real seconds. */
const FOREIGN_DEADLINE_S = 300;

/**
 * The experiment at the time scale that was asked for, or else at the largest that changes nothing: in
 * real time where an arm knows no other.
 */
export function inFittingTime(experiment: Experiment, asked: number | undefined): Experiment {
  const foreign = experiment.arms.some(isForeign);
  const deadlineS = foreign
    ? Math.min(experiment.deadlineS, FOREIGN_DEADLINE_S)
    : experiment.deadlineS;
  if (asked !== undefined) return { ...experiment, deadlineS };
  const timeScale = fittingScale(
    experiment,
    readScenario(experiment.scenario),
    experiment.timeScale,
  );
  return { ...experiment, deadlineS, timeScale };
}
