import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  checkTable,
  mergeTables,
  pairCount,
  PairedTableAccumulator,
  successesA,
  successesB,
} from './paired-table.ts';

const pairs = fc.array(fc.tuple(fc.boolean(), fc.boolean()));

function tableOf(outcomes: readonly (readonly [boolean, boolean])[]) {
  const accumulator = new PairedTableAccumulator();
  for (const [a, b] of outcomes) accumulator.record(a, b);
  return accumulator.table();
}

describe('PairedTableAccumulator', () => {
  it('puts each pair in its cell', () => {
    expect(
      tableOf([
        [true, true],
        [true, false],
        [true, false],
        [false, true],
        [false, false],
      ]),
    ).toEqual({ both: 1, onlyA: 2, onlyB: 1, neither: 1 });
  });

  test('its margins are the successes of each arm', () => {
    fc.assert(
      fc.property(pairs, (outcomes) => {
        const table = tableOf(outcomes);
        expect(pairCount(table)).toBe(outcomes.length);
        expect(successesA(table)).toBe(outcomes.filter(([a]) => a).length);
        expect(successesB(table)).toBe(outcomes.filter(([, b]) => b).length);
      }),
    );
  });

  test('merging parts is counting the whole', () => {
    fc.assert(
      fc.property(pairs, pairs, (left, right) => {
        expect(mergeTables([tableOf(left), tableOf(right)])).toEqual(tableOf([...left, ...right]));
      }),
    );
  });

  it('refuses a cell that is no count', () => {
    expect(() => checkTable({ both: 1, onlyA: -2, onlyB: 0, neither: 0 })).toThrow('onlyA is -2');
  });
});
