import { requireNonNegative } from '../foundation/checks.ts';
import type { SurvivalObservation } from './kaplan-meier.ts';

/** How a run ended: `interrupted` when the laboratory stopped it, not the arm. */
export interface EndedRun {
  readonly outcome: 'success' | 'failure' | 'interrupted';
  readonly durationMs: number;
}

/**
 * The run as an observation of its time to success. A run that gave up is censored at the deadline,
 * not when it gave up: it will never succeed, and censoring it early would count it as if it might,
 * so that an arm could look fast by failing soon. Only an interrupted run is censored where it was.
 */
export function timeToSuccess(run: EndedRun, deadlineMs: number): SurvivalObservation {
  requireNonNegative('durationMs', run.durationMs);
  requireNonNegative('deadlineMs', deadlineMs);
  if (run.outcome === 'success' && run.durationMs <= deadlineMs) {
    return { time: run.durationMs, event: true };
  }
  const watched = run.outcome === 'interrupted' ? Math.min(run.durationMs, deadlineMs) : deadlineMs;
  return { time: watched, event: false };
}
