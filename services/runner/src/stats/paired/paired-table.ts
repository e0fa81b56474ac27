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

/** The cell by cell sum; tables of disjoint pairs merge without loss. */
export function mergeTables(tables: Iterable<PairedTable>): PairedTable {
  const sum = new PairedTableAccumulator();
  for (const table of tables) sum.merge(table);
  return sum.table();
}

/** Counts pairs as they finish, in constant memory and in any order. */
export class PairedTableAccumulator {
  #both = 0;
  #onlyA = 0;
  #onlyB = 0;
  #neither = 0;

  record(aSucceeded: boolean, bSucceeded: boolean): void {
    if (aSucceeded && bSucceeded) this.#both += 1;
    else if (aSucceeded) this.#onlyA += 1;
    else if (bSucceeded) this.#onlyB += 1;
    else this.#neither += 1;
  }

  merge(table: PairedTable): void {
    checkTable(table);
    this.#both += table.both;
    this.#onlyA += table.onlyA;
    this.#onlyB += table.onlyB;
    this.#neither += table.neither;
  }

  table(): PairedTable {
    return {
      both: this.#both,
      onlyA: this.#onlyA,
      onlyB: this.#onlyB,
      neither: this.#neither,
    };
  }
}
