import type { Summary } from '@chaos-lab/contracts';
import { percent } from '../../terminal/words.ts';
import { contrastOf, type RateContrast } from './contrast.ts';

/** One sentence, computed, on whether an arm does better than a reference in a scenario. */
export function successFinding(summary: Summary, arm: string, reference: string): string {
  const rates = contrastOf(summary, arm, reference);
  const better = rates.filter(({ comparison }) => comparison.standing === 'better');
  const worse = rates.filter(({ comparison }) => comparison.standing === 'worse');
  const subject = `\`${arm}\``;
  if (better.length === 0 && worse.length === 0) {
    const largest = extreme(rates);
    return largest === undefined
      ? `${subject} was not compared with \`${reference}\`.`
      : `${subject} shows no significant difference to \`${reference}\` at any rate; the largest is ${evidence(largest)}.`;
  }
  const parts = [...said('more', better, reference), ...said('less', worse, reference)];
  return `${subject} succeeds ${parts.join(', and ')}.`;
}

function said(word: string, rates: readonly RateContrast[], reference: string): string[] {
  const most = extreme(rates);
  if (most === undefined) return [];
  const list = rates.map(({ rate }) => rate).join(', ');
  return [
    `significantly ${word} often than \`${reference}\` at ${list}, by most at ${most.rate}: ${evidence(most)}`,
  ];
}

function extreme(rates: readonly RateContrast[]): RateContrast | undefined {
  const size = ({ comparison }: RateContrast): number => Math.abs(comparison.difference.estimate);
  return rates.toSorted((one, other) => size(other) - size(one))[0];
}

function evidence({ comparison }: RateContrast): string {
  const { estimate, lower, upper } = comparison.difference;
  const { onlyA, onlyB } = comparison.table;
  return (
    `${percent(comparison.rateB.estimate)} against ${percent(comparison.rateA.estimate)} ` +
    `(${percent(estimate)} [${percent(lower)}, ${percent(upper)}], ` +
    `b = ${onlyB}, c = ${onlyA}, p ${pValue(comparison.decidingP)})`
  );
}

const pValue = (p: number): string => (p < 0.0001 ? '< .0001' : p.toFixed(4).replace(/^0/, ''));

/** One sentence on the stores that an arm left corrupted, at the rate where they are most. */
export function damageFinding(summary: Summary, arm: string): string {
  const cells = summary.cells.filter((cell) => cell.arm === arm && cell.runs > 0);
  const share = (cell: (typeof cells)[number]): number =>
    (cell.verdicts.corrupted ?? 0) / cell.runs;
  const worst = cells.toSorted((one, other) => share(other) - share(one))[0];
  if (worst === undefined) return `\`${arm}\` was not run.`;
  const count = worst.verdicts.corrupted ?? 0;
  return count === 0
    ? `\`${arm}\` left no corrupted store in any of ${cells.reduce((sum, { runs }) => sum + runs, 0)} runs.`
    : `\`${arm}\` left ${count} of ${worst.runs} stores corrupted at ${worst.failure_rate} (${worst.duplicates} duplicates, ${worst.orphans} orphans).`;
}
