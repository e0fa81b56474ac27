import type { RunRow, Verdict } from '@chaos-lab/contracts';
import { duration } from '../../summary/words/numbers.ts';
import { plural } from '../../summary/words/phrases.ts';

const MEANING = {
  verified_success: 'It succeeded, and the ledger agrees.',
  correct_failure: 'It reported failure and left nothing behind.',
  false_failure: 'It reported failure although the order stands.',
  false_success: 'It claimed success that the ledger does not show.',
  corrupted: 'It left wrong state behind.',
} as const satisfies Record<Verdict, string>;

/** What became of one run, in words. */
export function worstSentence(row: RunRow): string {
  const { verdict, failed_at: step, failure_condition: condition, duplicates, orphans } = row;
  const end =
    step === '' ? '' : ` It ended at ${step}${condition === '' ? '' : ` on ${condition}`}.`;
  const left = [
    ...(duplicates > 0 ? [plural(duplicates, 'duplicate order')] : []),
    ...(orphans > 0 ? [plural(orphans, 'orphan')] : []),
  ];
  const found = left.length === 0 ? '' : ` The ledger shows ${left.join(' and ')}.`;
  const cost = ` ${plural(row.upstream_calls, 'call')}, ${plural(row.faults_injected, 'fault')}, ${duration(row.wait_ms)} of waits.`;
  return `${MEANING[verdict as Verdict]}${end}${found}${cost}`;
}
