import { requireCount, requireInside } from '../foundation/checks.ts';
import type { EProcess } from './e-process.ts';

export type StopDecision =
  | { readonly kind: 'continue' }
  | { readonly kind: 'stop'; readonly reason: 'difference found' | 'pairs used up' };

export interface StopRule {
  readonly alpha: number;
  /** No claim before this many pairs, so that a handful of sessions never ends an experiment. */
  readonly leastPairs: number;
  readonly mostPairs: number;
}

/** What to do after `pairs` pairs: stop on anytime-valid evidence, or when the plan is used up. */
export function decideStop(evidence: EProcess, pairs: number, rule: StopRule): StopDecision {
  requireInside('alpha', rule.alpha);
  requireCount('leastPairs', rule.leastPairs);
  requireCount('mostPairs', rule.mostPairs, 1);
  requireCount('pairs', pairs);
  if (pairs >= rule.leastPairs && evidence.p <= rule.alpha) {
    return { kind: 'stop', reason: 'difference found' };
  }
  return pairs >= rule.mostPairs ? { kind: 'stop', reason: 'pairs used up' } : { kind: 'continue' };
}
