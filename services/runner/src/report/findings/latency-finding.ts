import { duration, percent } from '../../summary/words/numbers.ts';
import { atRates, plural } from '../../summary/words/phrases.ts';
import type { LatencyRow } from '../model/latency-result.ts';
import type { Claims, Finding } from './finding.ts';

/** Compares the times of two arms at the highest rate at which enough sessions succeeded in both. */
export function latencyFinding(
  rows: readonly LatencyRow[],
  claims: Claims,
  confidence: number,
): Finding | undefined {
  const row = rows.toSorted((a, b) => b.rate - a.rate)[0];
  if (row === undefined || !claims.allowed) return undefined;
  const { candidate, reference, rate, sessions, median } = row;
  const interval =
    `${percent(confidence)} interval ${shift(median.lower)} to ${shift(median.upper)}; ` +
    `${plural(sessions, 'session')} in which both succeeded, paired bootstrap`;
  const numbers = `${duration(median.b)} against ${duration(median.a)} of lab time (${interval}).`;
  const part = claims.provisional ? 'So far: ' : '';
  if (median.lower <= 0 && median.upper >= 0) {
    return {
      tone: 'plain',
      headline: `${part}No significant difference between ${candidate} and ${reference} in median time ${atRates([rate])}`,
      detail: `Where both succeed: ${numbers}`,
    };
  }
  const slower = median.difference > 0;
  return {
    tone: 'plain',
    headline:
      `${part}${candidate} takes ${duration(Math.abs(median.difference))} ${slower ? 'longer' : 'less'} ` +
      `than ${reference} at the median ${atRates([rate])}`,
    detail: `Where both succeed: ${numbers}`,
  };
}

/** A signed duration. */
export function shift(ms: number): string {
  if (ms === 0) return duration(0);
  return `${ms > 0 ? '+' : '\u2212'}${duration(Math.abs(ms))}`;
}
