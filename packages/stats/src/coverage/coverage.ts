import { requireCount } from '../foundation/checks.ts';
import { type Random, seededRandom } from '../foundation/random.ts';
import type { PairedTable } from '../paired/paired-table.ts';

/** Where the coverage of a 95 % interval must lie over 2,000 experiments: 3 standard errors around. */
export const COVERAGE_BAND = { lower: 0.935, upper: 0.965 } as const;

/** The most that a 5 % test may reject when nothing differs. */
export const FALSE_POSITIVE_LIMIT = 0.055;

/** The share of seeded experiments in which `holds` is true: a coverage, or a false-positive rate. */
export function simulatedShare(
  experiments: number,
  seed: number,
  holds: (random: Random) => boolean,
): number {
  requireCount('experiments', experiments, 1);
  const random = seededRandom(seed);
  let held = 0;
  for (let i = 0; i < experiments; i += 1) if (holds(random)) held += 1;
  return held / experiments;
}

/** Number of successes in `n` independent draws. */
export function drawSuccesses(random: Random, n: number, p: number): number {
  let successes = 0;
  for (let i = 0; i < n; i += 1) if (random.next() < p) successes += 1;
  return successes;
}

/** A table of `n` pairs with the given cell probabilities; `neither` takes what they leave. */
export function drawTable(
  random: Random,
  n: number,
  truth: Omit<PairedTable, 'neither'>,
): PairedTable {
  const cells = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
  for (let i = 0; i < n; i += 1) {
    const u = random.next();
    if (u < truth.both) cells.both += 1;
    else if (u < truth.both + truth.onlyA) cells.onlyA += 1;
    else if (u < truth.both + truth.onlyA + truth.onlyB) cells.onlyB += 1;
    else cells.neither += 1;
  }
  return cells;
}
