import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/one-proportion.json' with { type: 'json' };
import { zeroEventBound } from './zero-events.ts';

describe('zeroEventBound', () => {
  it.each(golden.upperBounds.filter((row) => row.events === 0))(
    'none of $n at $confidence',
    (row) => {
      expectClose(zeroEventBound(row.n, row.confidence), row.upper);
    },
  );

  test('the bound is the share at which no event has the remaining probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (n) => {
        expectClose((1 - zeroEventBound(n)) ** n, 0.05, 1e-7);
      }),
    );
  });

  it('bounds nothing before the first run', () => {
    expect(zeroEventBound(0)).toBe(1);
  });
});
