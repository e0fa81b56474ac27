import type { RunRow } from '@chaos-lab/contracts';

/** Takes in a run pair by pair, in memory that does not grow with their number. */
export type PairCollector = {
  /** The rows of one session at one rate, of all arms. */
  add(rows: readonly RunRow[]): void;
};

export function rowOf(rows: readonly RunRow[], arm: string): RunRow | undefined {
  return rows.find((row) => row.arm === arm);
}
