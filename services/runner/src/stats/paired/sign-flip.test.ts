import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/sign-flip.json' with { type: 'json' };
import { mcnemar } from './mcnemar.ts';
import { NetDifferences } from './net-differences.ts';
import { signFlipTest } from './sign-flip.ts';

function testOf(nets: readonly number[]) {
  const counter = new NetDifferences();
  for (const net of nets) counter.record(net);
  return signFlipTest(counter.counts());
}

describe('signFlipTest', () => {
  it.each(golden)('agrees with the enumeration of all sign patterns: $nets', (row) => {
    const result = testOf(row.nets);
    expect(result.sessions).toBe(row.nets.length);
    expectClose(result.exact, row.exact);
    expectClose(result.midP, row.midP);
    expectClose(result.asymptotic.chiSquare, row.chiSquare);
    expectClose(result.asymptotic.p, row.asymptotic);
  });

  test('with one rate it is McNemar’s exact and mid-p test', () => {
    const count = fc.nat({ max: 60 });
    fc.assert(
      fc.property(count, count, (b, c) => {
        const result = signFlipTest([{ magnitude: 1, forA: b, forB: c }]);
        expectClose(result.exact, mcnemar(b, c).exact, 1e-8);
        expectClose(result.midP, mcnemar(b, c).midP, 1e-8);
      }),
    );
  });

  it('does not take seven copies of one pair for seven pairs', () => {
    // Two sessions that differ at all of seven rates: 14 pairs, all for B, from two coin flips.
    expect(testOf([7, 7]).exact).toBe(0.5);
    expect(mcnemar(0, 14).exact).toBeLessThan(0.001);
  });

  it('finds nothing in nothing', () => {
    expect(testOf([])).toMatchObject({ sessions: 0, total: 0, exact: 1, midP: 1 });
  });

  it('leaves a very large table to the chi-square', () => {
    const result = signFlipTest(
      [1, 2, 3].map((magnitude) => ({ magnitude, forA: 9e4, forB: 9.1e4 })),
    );
    expect(result).toMatchObject({ exact: null, midP: null, total: 6000 });
    expect(result.asymptotic.p).toBeLessThan(0.05);
  });
});
