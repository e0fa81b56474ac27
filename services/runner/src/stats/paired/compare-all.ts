import { comparison, type Comparison, type ComparisonOptions } from './comparison.ts';
import { holm } from './holm.ts';
import { mcnemarP } from './mcnemar.ts';
import { stratifiedMcNemar, type StratifiedMcNemar } from './stratified-mcnemar.ts';
import type { PairedTable } from './paired-table.ts';

/** Comparisons made together, in the order given, with Holm-adjusted verdicts. */
export interface ComparisonFamily {
  readonly comparisons: readonly Comparison[];
  /** Valid where the tables hold different sessions; see `stratifiedMcNemar`. */
  readonly stratified: StratifiedMcNemar;
}

/** Compares the arms in every table, one per rate, and adjusts the verdicts for their number. */
export function compareAll(
  tables: readonly PairedTable[],
  options: Omit<ComparisonOptions, 'adjustedP'> = {},
): ComparisonFamily {
  const { test = 'mid-p' } = options;
  const adjusted = holm(tables.map(({ onlyA, onlyB }) => mcnemarP(onlyA, onlyB, test)));
  return {
    comparisons: tables.map((table, index) =>
      comparison(table, { ...options, adjustedP: adjusted[index] ?? 1 }),
    ),
    stratified: stratifiedMcNemar(tables.map(({ onlyA, onlyB }) => ({ b: onlyA, c: onlyB }))),
  };
}
