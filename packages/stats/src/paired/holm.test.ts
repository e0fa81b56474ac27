import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { holm } from './holm.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('holm', () => {
  it.each(golden.holm)('agrees with statsmodels: $p', ({ p, adjusted }) => {
    for (const [i, value] of holm(p).entries()) expectClose(value, adjusted[i] ?? Number.NaN);
  });

  test('it never makes a p-value smaller, never larger than Bonferroni, and keeps the order', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const adjusted = holm(p);
        for (const [i, value] of adjusted.entries()) {
          const plain = p[i] ?? 0;
          expect(value).toBeGreaterThanOrEqual(plain);
          expect(value).toBeLessThanOrEqual(Math.min(1, plain * p.length));
          for (const [j, other] of adjusted.entries()) {
            if ((p[j] ?? 0) > plain) expect(other).toBeGreaterThanOrEqual(value);
          }
        }
      }),
    );
  });

  it('refuses what is no p-value', () => {
    expect(() => holm([0.1, 1.2])).toThrow('p is 1.2');
  });
});
