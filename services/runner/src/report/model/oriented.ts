import type { PairCounts } from '@chaos-lab/contracts';
import type { PairedTable } from '@chaos-lab/stats';
import type { Contrast } from './contrasts.ts';

/** Whether the counts are of these two arms, either way round. */
export function isOf({ arm, against }: PairCounts, { candidate, reference }: Contrast): boolean {
  return (
    (arm === candidate && against === reference) || (arm === reference && against === candidate)
  );
}

/** The counts as statistics take them: A is the reference, B the candidate. */
export function tableOf(counts: PairCounts, { candidate }: Contrast): PairedTable {
  const { both, b, c, neither } = counts;
  return counts.arm === candidate
    ? { both, onlyA: c, onlyB: b, neither }
    : { both, onlyA: b, onlyB: c, neither };
}
