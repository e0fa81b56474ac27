import type { Experiment } from '@chaos-lab/contracts';
import { logEValue, mcnemarP, type PairedTable } from '@chaos-lab/stats';

export type DecidingTest = 'mid-p' | 'e-value';

/**
 * A fixed design is judged by McNemar's mid-p. One that may stop early is judged by 1/e, which stays
 * valid whenever it stops (Ville's inequality); the mid-p beside it is then only for reading.
 */
export function decidingTest({ stopping }: Pick<Experiment, 'stopping'>): DecidingTest {
  return stopping.type === 'e-value' ? 'e-value' : 'mid-p';
}

export function decidingP({ onlyA, onlyB }: PairedTable, test: DecidingTest): number {
  return test === 'mid-p'
    ? mcnemarP(onlyA, onlyB, 'mid-p')
    : Math.min(1, Math.exp(-logEValue(onlyA, onlyB)));
}
