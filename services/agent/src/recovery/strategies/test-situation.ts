import { transportFailure } from '../../calls/failure/classify.ts';
import type { Situation } from './strategy.ts';

/** A first failure of a read, with a draw of one half; a test says what is different. */
export function situation(different: Partial<Situation> = {}): Situation {
  return {
    failure: transportFailure('timeout', 'late'),
    safe: true,
    keySent: false,
    verifiable: false,
    retries: 0,
    previousWaitMs: 0,
    breakerWaits: 0,
    breakerOpenMs: 0,
    draw: () => 0.5,
    lastGood: () => undefined,
    ...different,
  };
}
