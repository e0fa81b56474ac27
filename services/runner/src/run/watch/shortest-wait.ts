import type { Experiment, Scenario } from '@chaos-lab/contracts';
import { timesOf } from '../../experiment/time-scale.ts';

/** The lab's agent gives a call this many real ms, however large the time scale is. */
const ATTEMPT_FLOOR_MS = 1_000;

/** What most clients wait for an answer, where nobody says what they do. */
const USUAL_WAIT_MS = 10_000;

/** A standstill of this share of the shortest wait is too long to be nothing. */
const SHARE = 0.25;

/** A busy machine is late by this many real ms every now and then, and no client notices. */
const LEAST_MS = 100;

/** Real ms from which on a standstill of a process counts as a disturbance. */
export function disturbingMs(experiment: Experiment, scenario: Scenario): number {
  return Math.max(LEAST_MS, SHARE * shortestWaitMs(experiment, scenario));
}

/** The shortest real ms that a client or a schedule waits for something. */
function shortestWaitMs(
  { attemptTimeoutS, deadlineS, timeScale }: Experiment,
  { rules }: Scenario,
): number {
  const attemptMs = ((attemptTimeoutS ?? USUAL_WAIT_MS / 1000) * 1000) / timeScale;
  const scheduled = rules.flatMap(({ schedule }) => (schedule ? timesOf(schedule) : []));
  return Math.min(
    timeScale > 1 ? Math.max(attemptMs, ATTEMPT_FLOOR_MS) : attemptMs,
    Math.max((deadlineS * 1000) / timeScale, ATTEMPT_FLOOR_MS),
    ...scheduled.map((ms) => ms / timeScale),
  );
}
