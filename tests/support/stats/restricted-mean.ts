import { requireNonNegative } from '../../../packages/stats/src/foundation/checks.ts';
import type { RestrictedMean } from '../../../packages/stats/src/times/deadline-times.ts';
import type { SurvivalStep } from './kaplan-meier.ts';

/**
 * Mean time waited up to `horizon`, the area under the survival curve, and Greenwood's standard
 * error of it. Beyond the last censored observation the curve is taken as flat, so choose a horizon
 * that was watched. Source: Klein and Moeschberger (2003), section 4.5.
 */
export function restrictedMean(curve: readonly SurvivalStep[], horizon: number): RestrictedMean {
  requireNonNegative('horizon', horizon);
  const steps = curve.filter((step) => step.time < horizon);
  let areaAfter = 0;
  let variance = 0;
  let end = horizon;
  for (const { time, atRisk, events, survival } of steps.toReversed()) {
    areaAfter += survival * (end - time);
    end = time;
    if (atRisk > events) variance += (areaAfter ** 2 * events) / (atRisk * (atRisk - events));
  }
  return { mean: areaAfter + end, standardError: Math.sqrt(variance) };
}
