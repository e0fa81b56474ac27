import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { proportion } from '../proportions/proportion.ts';
import { anyTable } from '../../../../tests/support/stats/arbitraries.ts';
import { cohensH } from './cohens-h.ts';
import { comparison } from './comparison.ts';
import { mcnemar } from './mcnemar.ts';
import { discordantOddsRatio } from './odds-ratio.ts';
import { pairedDifference } from './paired-difference.ts';

const clear = { both: 900, onlyA: 20, onlyB: 60, neither: 20 };

describe('comparison', () => {
  it('holds everything a report prints', () => {
    expect(comparison(clear)).toEqual({
      pairs: 1000,
      table: clear,
      rateA: proportion(920, 1000),
      rateB: proportion(960, 1000),
      difference: pairedDifference(clear),
      mcnemar: mcnemar(20, 60),
      cohensH: cohensH(0.92, 0.96),
      oddsRatio: discordantOddsRatio(20, 60),
      test: 'mid-p',
      alpha: 0.05,
      decidingP: mcnemar(20, 60).midP,
      standing: 'better',
    });
  });

  it('can say worse, and that nothing is there', () => {
    expect(comparison({ ...clear, onlyA: 60, onlyB: 20 }).standing).toBe('worse');
    expect(comparison({ ...clear, onlyA: 30, onlyB: 40 }).standing).toBe(
      'no significant difference',
    );
    expect(comparison({ ...clear, onlyA: 0, onlyB: 0 }).standing).toBe('no significant difference');
  });

  it('decides by the test and the level it was told', () => {
    const table = { both: 59, onlyA: 6, onlyB: 16, neither: 80 };
    expect(comparison(table).standing).toBe('better');
    expect(comparison(table, { test: 'exact' }).standing).toBe('no significant difference');
    expect(comparison(table, { alpha: 0.01 }).standing).toBe('no significant difference');
    expect(comparison(table, { adjustedP: 0.2 })).toMatchObject({
      decidingP: 0.2,
      standing: 'no significant difference',
    });
  });

  it('refuses to compare nothing', () => {
    const empty = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
    expect(() => comparison(empty)).toThrow('pairs is 0, expected an integer of at least 1');
    expect(() => comparison(clear, { alpha: 5 })).toThrow('alpha is 5');
    expect(() => comparison(clear, { adjustedP: Number.NaN })).toThrow('adjustedP is NaN');
  });

  test('swapping the arms swaps the verdict', () => {
    const opposite = {
      better: 'worse',
      worse: 'better',
      'no significant difference': 'no significant difference',
    } as const;
    fc.assert(
      fc.property(anyTable, (table) => {
        const swapped = { ...table, onlyA: table.onlyB, onlyB: table.onlyA };
        expect(comparison(swapped).standing).toBe(opposite[comparison(table).standing]);
      }),
    );
  });
});
