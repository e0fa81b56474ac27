import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { NetDifferences } from './net-differences.ts';

function countsOf(nets: readonly number[]) {
  const counter = new NetDifferences();
  for (const net of nets) counter.record(net);
  return counter;
}

describe('NetDifferences', () => {
  it('counts sessions by size and side, and drops those without a difference', () => {
    expect(countsOf([2, 0, -1, 1, 2, -2, 0]).counts()).toEqual([
      { magnitude: 1, forA: 1, forB: 1 },
      { magnitude: 2, forA: 1, forB: 2 },
    ]);
  });

  test('order and partition do not matter', () => {
    const nets = fc.array(fc.integer({ min: -7, max: 7 }));
    fc.assert(
      fc.property(nets, nets, (left, right) => {
        const merged = countsOf(left);
        merged.merge(countsOf(right));
        expect(merged.counts()).toEqual(countsOf([...right, ...left]).counts());
      }),
    );
  });

  it('refuses half a success', () => {
    expect(() => countsOf([0.5])).toThrow('net difference is 0.5');
  });
});
