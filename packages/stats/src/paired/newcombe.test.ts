import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contains } from '../foundation/interval.ts';
import { anyTable } from '../../../../tests/support/stats/arbitraries.ts';
import { expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { newcombePaired } from './newcombe.ts';

describe('newcombePaired', () => {
  // Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 8.
  it('gives the published interval of the consolidation therapy trial', () => {
    const table = { both: 59, onlyA: 6, onlyB: 16, neither: 80 };
    expectInterval(newcombePaired(table), [0.0046, 0.1186], 0.01);
  });

  it.each(golden.intervals)('agrees with the independent computation: $table', (row) => {
    expectInterval(newcombePaired(row.table, row.confidence), row.newcombe);
  });

  it('knows nothing before the first pair', () => {
    const table = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
    expect(newcombePaired(table)).toEqual({ lower: -1, upper: 1 });
  });

  test('it holds the estimate, stays in [-1, 1], and turns over with the arms', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const n = table.both + table.onlyA + table.onlyB + table.neither;
        const interval = newcombePaired(table);
        const swapped = newcombePaired({ ...table, onlyA: table.onlyB, onlyB: table.onlyA });
        expect(contains(interval, (table.onlyB - table.onlyA) / n)).toBe(true);
        expect(interval.lower).toBeGreaterThanOrEqual(-1);
        expect(interval.upper).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeCloseTo(-swapped.upper, 10);
      }),
    );
  });
});
