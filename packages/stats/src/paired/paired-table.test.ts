import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { anyTable } from '../../../../tests/support/stats/arbitraries.ts';
import { checkTable, pairCount, successesA, successesB } from './paired-table.ts';

describe('a paired table', () => {
  it('has the successes of each arm as its margins', () => {
    const table = { both: 1, onlyA: 2, onlyB: 4, neither: 8 };
    expect([pairCount(table), successesA(table), successesB(table)]).toEqual([15, 3, 5]);
  });

  test('two arms cannot succeed more often than there are pairs', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        expect(successesA(table)).toBeLessThanOrEqual(pairCount(table));
        expect(successesB(table) - successesA(table)).toBe(table.onlyB - table.onlyA);
      }),
    );
  });

  it('refuses a cell that is no count', () => {
    expect(() => checkTable({ both: 1, onlyA: -2, onlyB: 0, neither: 0 })).toThrow('onlyA is -2');
  });
});
