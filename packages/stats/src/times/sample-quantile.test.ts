import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { quantileSorted } from './sample-quantile.ts';

describe('quantileSorted', () => {
  it('interpolates between order statistics', () => {
    expect(quantileSorted([1, 2, 4, 8], 0.5)).toBe(3);
    expect(quantileSorted([1, 2, 4, 8], 0)).toBe(1);
    expect(quantileSorted([1, 2, 4, 8], 1)).toBe(8);
    expect(quantileSorted([7], 0.95)).toBe(7);
    expect(quantileSorted([], 0.5)).toBeNaN();
  });

  test('it rises with q and stays within the values', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (sample, p, q) => {
        const ascending = sample.toSorted((x, y) => x - y);
        const low = quantileSorted(ascending, Math.min(p, q));
        const high = quantileSorted(ascending, Math.max(p, q));
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(ascending[0] ?? 0);
        expect(high).toBeLessThanOrEqual((ascending.at(-1) ?? 0) + 1e-9);
      }),
    );
  });
});
