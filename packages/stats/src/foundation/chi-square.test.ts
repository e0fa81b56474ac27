import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { chiSquareUpperTail } from '../../../../tests/support/stats/chi-square.ts';

describe('chiSquareUpperTail', () => {
  it.each(golden.chiSquareTail)('agrees with SciPy at $x with $df degrees', ({ x, df, p }) => {
    const actual = chiSquareUpperTail(x, df);
    expectClose(actual, p, 1e-9);
    expectClose(actual / p, 1, 1e-9);
  });

  it('is 1 at 0', () => {
    expect([1, 2, 7].map((df) => chiSquareUpperTail(0, df))).toEqual([1, 1, 1]);
  });
});
