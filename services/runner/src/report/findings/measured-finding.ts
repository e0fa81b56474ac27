import type { Cell } from '@chaos-lab/contracts';
import { percent } from '../../summary/words/numbers.ts';
import { atRates, list } from '../../summary/words/phrases.ts';
import type { Finding } from './finding.ts';

/** What was counted at the highest failure rate, where nothing may be claimed or compared. */
export function measuredFinding(
  arms: readonly string[],
  cells: readonly Cell[],
  reason: string,
): Finding {
  const run = cells.filter((cell) => cell.runs > 0);
  if (run.length === 0) return { tone: 'caution', headline: 'Nothing was run', detail: reason };
  const highest = Math.max(...run.map((cell) => cell.failure_rate));
  const shares = arms.flatMap((arm) =>
    run
      .filter((cell) => cell.arm === arm && cell.failure_rate === highest)
      .map(({ success }) => `${arm} ${percent(success.ratio ?? 0)}`),
  );
  return {
    tone: 'caution',
    headline: `Measured, not claimed: ${list(shares)} verified success ${atRates([highest])}`,
    detail: reason,
  };
}
