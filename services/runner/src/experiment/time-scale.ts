import type { Arm, Experiment, FaultKind, Scenario, Schedule } from '@chaos-lab/contracts';
import { BadInputError } from '../errors.ts';

/** What a call takes on the machine itself, real ms. It counts `timeScale` times as much in lab time. */
const CALL_MS = 5;

/** A call of the machine may take up this share of the shortest time that a result depends on. */
const SHARE = 0.05;

/** Real ms that the lab's agent leaves a call at any time scale. */
const ATTEMPT_FLOOR_MS = 1_000;

/** Whether an arm lives in real time, since it knows nothing of lab time. */
export const isForeign = (arm: Arm): boolean => 'command' in arm || 'url' in arm;

/** Programs and services of others wait in real time, so that no other scale makes sense. */
export function requireRealTime({ arms, timeScale }: Experiment): void {
  if (timeScale === 1) return;
  const foreign = arms.filter(isForeign);
  if (foreign.length === 0) return;
  throw new BadInputError(
    foreign.map(
      ({ name }) =>
        `arm ${name} knows nothing of lab time: expected a time scale of 1, and it is ${timeScale}`,
    ),
  );
}

/** The largest time scale up to `most` at which what the machine takes for a call changes nothing. */
export function fittingScale(experiment: Experiment, scenario: Scenario, most: number): number {
  if (experiment.arms.some(isForeign)) return 1;
  const shortest = shortestClockMs(experiment, scenario);
  if (shortest === undefined) return most;
  const { floored } = shortest;
  const byCall = Math.floor((SHARE * shortest.ms) / CALL_MS);
  const byFloor = floored ? Math.floor(shortest.ms / ATTEMPT_FLOOR_MS) : most;
  return Math.max(1, Math.min(most, byCall, byFloor));
}

/** Why a result at this scale is not to be believed; undefined where the scale changes nothing. */
export function scaleProblem(experiment: Experiment, scenario: Scenario): string | undefined {
  const { timeScale } = experiment;
  const fitting = fittingScale(experiment, scenario, timeScale);
  if (timeScale <= fitting) return undefined;
  const shortest = shortestClockMs(experiment, scenario);
  const than = shortest === undefined ? '' : `, and the result depends on ${shortest.what}`;
  return (
    `at time scale ${timeScale} a call that takes the machine ${CALL_MS} ms counts as ` +
    `${(CALL_MS * timeScale) / 1000} s${than}: it would take ${fitting} at most`
  );
}

type Clocked = { readonly ms: number; readonly what: string; readonly floored: boolean };

/** The shortest lab time that a result depends on; undefined where it depends on no clock. */
function shortestClockMs(
  { attemptTimeoutS }: Experiment,
  { rules }: Scenario,
): Clocked | undefined {
  const scheduled = rules.flatMap(({ schedule }) =>
    schedule === undefined
      ? []
      : timesOf(schedule).map((ms) => ({
          ms,
          what: `times of ${ms / 1000} s in its schedule`,
          floored: false,
        })),
  );
  const slow = rules.some(({ faults }) => faults.some(takesTime));
  const limits =
    slow && attemptTimeoutS !== undefined
      ? [
          {
            ms: attemptTimeoutS * 1000,
            what: `a time limit of ${attemptTimeoutS} s for a call`,
            floored: true,
          },
        ]
      : [];
  return [...scheduled, ...limits].toSorted((a, b) => a.ms - b.ms)[0];
}

const SLOW: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'latency',
  'hang',
  'stall',
  'dribble',
  'bandwidth',
]);

const takesTime = ({ kind }: { readonly kind: FaultKind }): boolean => SLOW.has(kind);

/** Lab ms of the times in a schedule that a clock decides. */
export function timesOf(schedule: Schedule): number[] {
  switch (schedule.type) {
    case 'outage':
      return [schedule.meanDownMs];
    case 'flap':
      return [schedule.upMs, schedule.downMs];
    case 'ramp':
      return schedule.overMs === undefined ? [] : [schedule.overMs];
    case 'window':
      return [schedule.toMs - schedule.fromMs];
    case 'capacity':
      return [schedule.serviceTimeMs];
    case 'burst':
    case 'fail-first-n':
    case 'every-nth':
      break;
  }
  return [];
}
