import { requireNonNegative } from '../../../packages/stats/src/foundation/checks.ts';

/** How long something was watched, and whether it happened then (true) or watching stopped (false). */
export interface SurvivalObservation {
  readonly time: number;
  readonly event: boolean;
}

/** The curve from one event time to the next. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  /** Share that is still waiting after `time`. */
  readonly survival: number;
}

/**
 * Product-limit estimate of the share still waiting, one step per distinct event time. At a tie the
 * event comes before the censoring. Source: Kaplan and Meier (1958).
 */
export function kaplanMeier(observations: readonly SurvivalObservation[]): SurvivalStep[] {
  for (const { time } of observations) requireNonNegative('time', time);
  const ascending = observations.toSorted((x, y) => x.time - y.time);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let atRisk = ascending.length;
  for (let i = 0; i < ascending.length; ) {
    const time = ascending[i]?.time ?? 0;
    const tied = tieEnd(ascending, i);
    const events = ascending.slice(i, tied).filter((observation) => observation.event).length;
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      steps.push({ time, atRisk, events, survival });
    }
    atRisk -= tied - i;
    i = tied;
  }
  return steps;
}

/** The first time by which at least the share `q` has happened; null if the curve never gets there. */
export function survivalQuantile(curve: readonly SurvivalStep[], q: number): number | null {
  // A product of fractions may miss 1 - q by rounding, and a whole step would be lost for it.
  const target = 1 - q + 1e-12;
  return curve.find((step) => step.survival <= target)?.time ?? null;
}

function tieEnd(ascending: readonly SurvivalObservation[], start: number): number {
  const time = ascending[start]?.time;
  let end = start;
  while (end < ascending.length && ascending[end]?.time === time) end += 1;
  return end;
}
