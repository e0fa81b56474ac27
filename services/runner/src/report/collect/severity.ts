import type { RunRow, Verdict } from '@chaos-lab/contracts';

/** How bad a verdict is: what is left wrong in the store weighs most, an honest failure least. */
const SEVERITY = {
  verified_success: 0,
  correct_failure: 1,
  false_failure: 2,
  false_success: 3,
  corrupted: 4,
} as const satisfies Record<Verdict, number>;

export const severityOf = (row: RunRow): number => SEVERITY[row.verdict as Verdict];
