import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { binomialCdf } from '../foundation/distributions.ts';
import { anyCount } from '../../../../tests/support/stats/arbitraries.ts';
import { expectClose, expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/one-proportion.json' with { type: 'json' };
import { clopperPearson } from './clopper-pearson.ts';

describe('clopperPearson', () => {
  it.each(golden.intervals)('agrees with statsmodels: $successes of $n at $confidence', (row) => {
    expectInterval(clopperPearson(row.successes, row.n, row.confidence), row.clopperPearson);
  });

  test('at its ends the tail has exactly half the error', () => {
    fc.assert(
      fc.property(anyCount, ({ successes, n }) => {
        fc.pre(successes > 0 && successes < n);
        const { lower, upper } = clopperPearson(successes, n);
        expectClose(binomialCdf(successes, n, upper), 0.025, 1e-7);
        expectClose(1 - binomialCdf(successes - 1, n, lower), 0.025, 1e-7);
      }),
    );
  });

  it('refuses more successes than runs', () => {
    expect(() => clopperPearson(3, 2)).toThrow('successes is 3, more than n, which is 2');
  });
});
