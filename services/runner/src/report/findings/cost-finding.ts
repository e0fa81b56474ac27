import type { Cell } from '@chaos-lab/contracts';
import { decimal, duration } from '../../summary/words/numbers.ts';
import { atRates, list } from '../../summary/words/phrases.ts';
import type { Finding } from './finding.ts';

/** What every arm paid in calls and waits at the highest failure rate. */
export function costFinding(arms: readonly string[], cells: readonly Cell[]): Finding | undefined {
  const filled = cells.filter((cell) => cell.runs > 0 && cell.amplification !== null);
  const most = Math.max(...filled.map((cell) => cell.failure_rate));
  const own = arms.flatMap((arm) =>
    filled.filter((cell) => cell.arm === arm && cell.failure_rate === most),
  );
  const dearest = own.toSorted((a, b) => (b.amplification ?? 0) - (a.amplification ?? 0))[0];
  if (dearest === undefined) return undefined;
  return {
    tone: 'plain',
    headline: `${dearest.arm} makes ${decimal(dearest.amplification)} calls for each step it tries ${atRates([most])}`,
    detail: `Mean wait of a run: ${list(own.map((cell) => `${cell.arm} ${duration(cell.wait_ms.mean)} (${decimal(cell.amplification)} calls a step)`))}. Waits are lab time.`,
  };
}
