/** Calm runs are the ground of everything: they may take long. Real ms, unless --timeout is given. */
const CALM_TIMEOUT_MS = 60_000;

/** A run with a fault may take ten times as long as a calm one, and this at least. */
const LEAST_TIMEOUT_MS = 5_000;
const SLOWER = 10;

export type TrialTimes = {
  readonly calmMs: number;
  /** For a run with faults, by how long the calm one took. */
  readonly faultyMs: (calmRealMs: number) => number;
};

/** Time limits of runs, from `--timeout` in seconds. */
export function trialTimes(timeoutS: number | undefined): TrialTimes {
  if (timeoutS !== undefined) {
    const ms = 1_000 * timeoutS;
    return { calmMs: ms, faultyMs: () => ms };
  }
  return {
    calmMs: CALM_TIMEOUT_MS,
    faultyMs: (calmRealMs) => Math.max(LEAST_TIMEOUT_MS, SLOWER * calmRealMs),
  };
}
