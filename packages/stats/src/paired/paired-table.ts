import { requireCount } from '../foundation/checks.ts';

/**
 * Outcomes of two arms that met the same sessions. Arm A is the reference, arm B the candidate;
 * `onlyA` is McNemar's b, `onlyB` his c.
 */
export interface PairedTable {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
}

/** Throws StatisticsError unless the four cells are counts. */
export function checkTable(table: PairedTable): void {
  requireCount('both', table.both);
  requireCount('onlyA', table.onlyA);
  requireCount('onlyB', table.onlyB);
  requireCount('neither', table.neither);
}

export function pairCount(table: PairedTable): number {
  return table.both + table.onlyA + table.onlyB + table.neither;
}

export function successesA(table: PairedTable): number {
  return table.both + table.onlyA;
}

export function successesB(table: PairedTable): number {
  return table.both + table.onlyB;
}
