import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { mcnemar } from './mcnemar.ts';
import { stratifiedMcNemar } from './stratified-mcnemar.ts';

describe('stratifiedMcNemar', () => {
  it.each(golden.strata)('agrees with statsmodels and SciPy: $strata', (row) => {
    const result = stratifiedMcNemar(row.strata);
    expect(result).toMatchObject({ b: row.b, c: row.c });
    expectClose(result.exact, row.exact);
    expectClose(result.midP, row.midP);
    expectClose(result.cmh.chiSquare, row.chiSquare);
    expectClose(result.cmh.p, row.p);
    expect(result.homogeneity.df).toBe(row.homogeneity.df);
    expectClose(result.homogeneity.chiSquare, row.homogeneity.chiSquare);
    expectClose(result.homogeneity.p, row.homogeneity.p);
  });

  it('sees that two strata cancel each other', () => {
    const result = stratifiedMcNemar([
      { b: 30, c: 0 },
      { b: 0, c: 30 },
    ]);
    expect(result.exact).toBe(1);
    expect(result.homogeneity.p).toBeLessThan(1e-12);
  });

  it('is the plain test for one stratum, and for none', () => {
    expect(stratifiedMcNemar([{ b: 5, c: 15 }])).toMatchObject(mcnemar(5, 15));
    expect(stratifiedMcNemar([])).toMatchObject({ exact: 1, cmh: { p: 1 }, homogeneity: { p: 1 } });
  });

  it('has nothing to compare between strata that agree completely', () => {
    const { homogeneity } = stratifiedMcNemar([
      { b: 0, c: 4 },
      { b: 0, c: 9 },
    ]);
    expect(homogeneity).toEqual({ chiSquare: 0, df: 1, p: 1 });
  });
});
