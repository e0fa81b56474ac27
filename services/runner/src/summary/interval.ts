import { wilson } from '@chaos-lab/stats';
import type { IntervalOf } from './cell-counter.ts';

/** Wilson intervals at one level of confidence, as the summary writes them. */
export function intervalAt(confidence: number): IntervalOf {
  return (count, n) => {
    const { lower, upper } = wilson(count, n, confidence);
    return { low: lower, high: upper };
  };
}
