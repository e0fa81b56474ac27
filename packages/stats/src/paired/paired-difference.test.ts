import { describe, expect, it } from 'vitest';
import { newcombePaired } from './newcombe.ts';
import { pairedDifference } from './paired-difference.ts';
import { tangoPaired } from './tango.ts';

const table = { both: 900, onlyA: 20, onlyB: 60, neither: 20 };

describe('pairedDifference', () => {
  it('is the rate of B minus the rate of A, with Tango’s interval unless told otherwise', () => {
    expect(pairedDifference(table)).toEqual({
      estimate: 0.04,
      ...tangoPaired(table),
      confidence: 0.95,
      method: 'tango',
    });
    expect(pairedDifference(table, { method: 'newcombe', confidence: 0.99 })).toMatchObject(
      newcombePaired(table, 0.99),
    );
  });

  it('refuses a difference of nothing', () => {
    const empty = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
    expect(() => pairedDifference(empty)).toThrow('pairs is 0');
  });
});
