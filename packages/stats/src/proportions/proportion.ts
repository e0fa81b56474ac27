import { requireCount } from '../foundation/checks.ts';
import type { Interval } from '../foundation/interval.ts';
import { wilson } from './wilson.ts';

/** A share of successes with its Wilson interval, as a report prints it. */
export interface Proportion extends Interval {
  readonly successes: number;
  readonly n: number;
  readonly estimate: number;
}

/** `successes` of `n` (at least 1) with the Wilson interval at `confidence`. */
export function proportion(successes: number, n: number, confidence = 0.95): Proportion {
  requireCount('n', n, 1);
  return { successes, n, estimate: successes / n, ...wilson(successes, n, confidence) };
}
