import type { Cell } from '@chaos-lab/contracts';
import { wilson, zeroEventBound } from '@chaos-lab/stats';
import { count, percent } from '../../summary/words/numbers.ts';
import { atRates, list, plural } from '../../summary/words/phrases.ts';
import type { Finding } from './finding.ts';

/** Runs that left something wrong in the store without saying so honestly. */
function damaged({ verdicts }: Cell): number {
  return (verdicts.corrupted ?? 0) + (verdicts.false_success ?? 0);
}

/** Which arms left wrong state behind, each at its worst rate; a count, not a comparison. */
export function damageFinding(
  arms: readonly string[],
  cells: readonly Cell[],
  confidence: number,
): Finding | undefined {
  const own = arms.map((arm) => ({
    arm,
    cells: cells.filter((cell) => cell.arm === arm && cell.runs > 0),
  }));
  const filled = own.filter((one) => one.cells.length > 0);
  if (filled.length === 0) return undefined;
  const harmful = filled.filter((one) => one.cells.some((cell) => damaged(cell) > 0));
  const clean = filled.filter((one) => !harmful.includes(one));
  const bound = Math.max(
    0,
    ...clean.flatMap((one) => one.cells.map((cell) => zeroEventBound(cell.runs, confidence))),
  );
  const none =
    clean.length === 0
      ? ''
      : `${list(clean.map((one) => one.arm))} left none; at each rate the true share is below ${percent(bound)} with ${percent(confidence)} confidence.`;
  if (harmful.length === 0) {
    return {
      tone: 'good',
      headline: 'No run left a corrupted store or claimed a success it had not achieved',
      detail: none,
    };
  }
  return {
    tone: 'bad',
    headline: `${list(harmful.map((one) => one.arm))} left wrong state behind`,
    detail: [...harmful.map((one) => worstOf(one, confidence)), none].filter(Boolean).join(' '),
  };
}

function worstOf(
  { arm, cells }: { readonly arm: string; readonly cells: readonly Cell[] },
  confidence: number,
): string {
  const worst = cells.toSorted(
    (a, b) => damaged(b) / b.runs - damaged(a) / a.runs || a.failure_rate - b.failure_rate,
  )[0];
  if (worst === undefined) return '';
  const { lower, upper } = wilson(damaged(worst), worst.runs, confidence);
  const { duplicates, orphans } = worst;
  return (
    `${arm} ${atRates([worst.failure_rate])}: ${count(damaged(worst))} of ${plural(worst.runs, 'run')} ` +
    `(${percent(damaged(worst) / worst.runs)}, ${percent(confidence)} interval ${percent(lower)} to ${percent(upper)}; ` +
    `${plural(duplicates, 'duplicate order')}, ${plural(orphans, 'orphan')}).`
  );
}
