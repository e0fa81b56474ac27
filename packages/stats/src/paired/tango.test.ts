import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { chiSquareUpperTail } from '../../../../tests/support/stats/chi-square.ts';
import { contains } from '../foundation/interval.ts';
import { anyTable } from '../../../../tests/support/stats/arbitraries.ts';
import { expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { tangoPaired } from './tango.ts';

describe('tangoPaired', () => {
  // Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 8.
  it('gives the published interval of the consolidation therapy trial', () => {
    expectInterval(
      tangoPaired({ both: 59, onlyA: 6, onlyB: 16, neither: 80 }),
      [0.0054, 0.124],
      0.01,
    );
  });

  it.each(golden.intervals)('agrees with a numeric search: $table at $confidence', (row) => {
    expectInterval(tangoPaired(row.table, row.confidence), row.tango, 1e-8);
  });

  it('knows nothing before the first pair', () => {
    expect(tangoPaired({ both: 0, onlyA: 0, onlyB: 0, neither: 0 })).toEqual({
      lower: -1,
      upper: 1,
    });
  });

  test('it leaves out 0 exactly when McNemar’s chi-square rejects', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { onlyA: b, onlyB: c } = table;
        const p = b + c === 0 ? 1 : chiSquareUpperTail((b - c) ** 2 / (b + c), 1);
        fc.pre(Math.abs(p - 0.05) > 1e-9);
        expect(contains(tangoPaired(table), 0)).toBe(p > 0.05);
      }),
    );
  });

  test('it holds the estimate, stays in [-1, 1], and turns over with the arms', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const n = table.both + table.onlyA + table.onlyB + table.neither;
        const interval = tangoPaired(table);
        const swapped = tangoPaired({ ...table, onlyA: table.onlyB, onlyB: table.onlyA });
        expect(contains(interval, (table.onlyB - table.onlyA) / n)).toBe(true);
        expect(interval.lower).toBeGreaterThanOrEqual(-1);
        expect(interval.upper).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeCloseTo(-swapped.upper, 10);
      }),
    );
  });
});
