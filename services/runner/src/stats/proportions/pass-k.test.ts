import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { binomialPmf } from '../foundation/distributions.ts';
import { expectClose } from '../../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/pass-k.json' with { type: 'json' };
import { passAllK, passAtK } from './pass-k.ts';

describe('passAllK and passAtK', () => {
  it.each(golden)('$c of $n, k = $k, against exact fractions', ({ n, c, k, all, any }) => {
    expectClose(passAllK({ successes: c, runs: n }, k), all);
    expectClose(passAtK({ successes: c, runs: n }, k), any);
  });

  test('both are the success rate at k = 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (runs, raw) => {
        const successes = raw % (runs + 1);
        expectClose(passAllK({ successes, runs }, 1), successes / runs);
        expectClose(passAtK({ successes, runs }, 1), successes / runs);
      }),
    );
  });

  test('both are unbiased: over binomial counts their mean is p^k and 1 - (1 - p)^k', () => {
    const probability = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 5 }), (p, k) => {
        const runs = 12;
        let all = 0;
        let any = 0;
        for (let successes = 0; successes <= runs; successes += 1) {
          const weight = binomialPmf(successes, runs, p);
          all += weight * passAllK({ successes, runs }, k);
          any += weight * passAtK({ successes, runs }, k);
        }
        expectClose(all, p ** k, 1e-8);
        expectClose(any, 1 - (1 - p) ** k, 1e-8);
      }),
    );
  });

  it('refuses a k that the runs cannot speak about', () => {
    expect(() => passAllK({ successes: 3, runs: 4 }, 5)).toThrow('k is 5, more than the 4 runs');
    expect(() => passAtK({ successes: 3, runs: 4 }, 0)).toThrow('k is 0');
    expect(() => passAtK({ successes: 5, runs: 4 }, 1)).toThrow('successes is 5');
  });
});
