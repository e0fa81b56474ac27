import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { mcnemar } from './mcnemar.ts';

describe('mcnemar', () => {
  it('gives .0414 for 5 against 15', () => {
    expectClose(mcnemar(5, 15).exact, 0.0414, 1e-3);
  });

  it.each(golden.mcnemar)('agrees with exact fractions: $b against $c', ({ b, c, exact, midP }) => {
    const result = mcnemar(b, c);
    expect(result).toMatchObject({ b, c });
    expectClose(result.exact, exact);
    expectClose(result.midP, midP);
  });

  it('finds nothing where the arms never disagree', () => {
    expect(mcnemar(0, 0)).toEqual({ b: 0, c: 0, exact: 1, midP: 1 });
  });

  test('the mid-p is below the exact p, both are probabilities, and the sides do not matter', () => {
    const count = fc.nat({ max: 3000 });
    fc.assert(
      fc.property(count, count, (b, c) => {
        const { exact, midP } = mcnemar(b, c);
        const swapped = mcnemar(c, b);
        expect([swapped.exact, swapped.midP]).toEqual([exact, midP]);
        expect(exact).toBeLessThanOrEqual(1);
        expect(midP).toBeGreaterThanOrEqual(0);
        // Below 1e-300 the two sums lose their digits one after the other.
        expect(midP).toBeLessThanOrEqual(exact + 1e-300);
      }),
    );
  });

  it('keeps the exact p above the mid-p where the cumulative function has no digits left', () => {
    const { exact, midP } = mcnemar(17, 1058);
    expect(exact).toBeGreaterThanOrEqual(midP);
    expect(midP).toBeGreaterThan(0);
  });

  it('refuses a negative count', () => {
    expect(() => mcnemar(-1, 3)).toThrow('b is -1');
  });
});
