import * as fc from 'fast-check';
import type { PairedTable } from '../../../packages/stats/src/paired/paired-table.ts';

const cell = fc.nat({ max: 400 });

/** Any table with at least one pair. */
export const anyTable: fc.Arbitrary<PairedTable> = fc
  .record({ both: cell, onlyA: cell, onlyB: cell, neither: cell })
  .filter((table) => table.both + table.onlyA + table.onlyB + table.neither > 0);

/** A count of successes and a number of runs it fits in. */
export const anyCount: fc.Arbitrary<{ successes: number; n: number }> = fc
  .integer({ min: 1, max: 5000 })
  .chain((n) => fc.record({ successes: fc.nat({ max: n }), n: fc.constant(n) }));
