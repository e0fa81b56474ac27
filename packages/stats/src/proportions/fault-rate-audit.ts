import { requireInside, requirePart, requireProbability } from '../foundation/checks.ts';
import { binomialCdf } from '../foundation/distributions.ts';
import type { Interval } from '../foundation/interval.ts';
import { clopperPearson } from './clopper-pearson.ts';

export interface FaultRateAudit {
  readonly asked: number;
  readonly faults: number;
  readonly calls: number;
  /** Share of calls that met a fault, with its exact 95 % interval. */
  readonly delivered: number | null;
  readonly interval: Interval;
  readonly p: number;
  readonly passed: boolean;
}

/**
 * Whether the proxy delivered the fault rate that was asked for: an exact two-sided binomial test
 * (twice the smaller tail, so that it agrees with the interval), failing when p < `alpha`. The level
 * is strict because every experiment passes this gate, and an honest one must not be stopped often.
 *
 * Count each (session, operation, attempt) once. Two arms that make the same call share one draw,
 * and counting it twice would make the test see twice the evidence there is.
 */
export function auditFaultRate(
  counts: { readonly faults: number; readonly calls: number },
  asked: number,
  alpha = 0.01,
): FaultRateAudit {
  const { faults, calls } = counts;
  requirePart({ name: 'faults', value: faults }, { name: 'calls', value: calls });
  requireProbability('asked', asked);
  requireInside('alpha', alpha);
  const p = twoSidedP(faults, calls, asked);
  return {
    asked,
    faults,
    calls,
    delivered: calls === 0 ? null : faults / calls,
    interval: clopperPearson(faults, calls),
    p,
    passed: p >= alpha,
  };
}

function twoSidedP(faults: number, calls: number, asked: number): number {
  const atMost = binomialCdf(faults, calls, asked);
  // P(X >= faults) as the lower tail of the calls without a fault keeps its digits when tiny.
  const atLeast = binomialCdf(calls - faults, calls, 1 - asked);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}
