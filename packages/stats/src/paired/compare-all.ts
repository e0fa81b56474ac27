import { comparison, type Comparison, type ComparisonOptions } from './comparison.ts';
import { holm } from './holm.ts';
import { mcnemarP } from './mcnemar.ts';
import type { PairedTable } from './paired-table.ts';

/** Compares the arms in every table, one per rate, and adjusts the verdicts for their number. */
export function compareAll(
  tables: readonly PairedTable[],
  options: Omit<ComparisonOptions, 'adjustedP'> = {},
): Comparison[] {
  const { test = 'mid-p' } = options;
  const adjusted = holm(tables.map(({ onlyA, onlyB }) => mcnemarP(onlyA, onlyB, test)));
  return tables.map((table, index) =>
    comparison(table, { ...options, adjustedP: adjusted[index] ?? 1 }),
  );
}
