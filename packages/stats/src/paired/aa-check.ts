import { requireInside } from '../foundation/checks.ts';
import { mcnemarP } from './mcnemar.ts';
import { checkTable, type PairedTable } from './paired-table.ts';

export interface AaCheck {
  /** Pairs in which the two copies of one arm ended differently. */
  readonly discordant: number;
  /** Whether every pair agreed, as it must where nothing is timed. */
  readonly identical: boolean;
  readonly p: number;
  readonly passed: boolean;
}

/**
 * An arm against itself. It fails when the exact McNemar test finds a difference at `alpha`: then
 * the laboratory, not the arm, prefers one side. The exact test and the strict level keep an honest
 * experiment from being stopped by chance more than once in a hundred.
 */
export function aaCheck(table: PairedTable, alpha = 0.01): AaCheck {
  checkTable(table);
  requireInside('alpha', alpha);
  const discordant = table.onlyA + table.onlyB;
  const p = mcnemarP(table.onlyA, table.onlyB, 'exact');
  return { discordant, identical: discordant === 0, p, passed: p >= alpha };
}
