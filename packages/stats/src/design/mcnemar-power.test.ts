import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/power.json' with { type: 'json' };
import type { McNemarTest } from '../paired/mcnemar.ts';
import { mcnemarPower } from './mcnemar-power.ts';

function powerAgainst(pairs: number, onlyB: number): number {
  return mcnemarPower(pairs, { onlyA: 0.05, onlyB });
}

describe('mcnemarPower', () => {
  it.each(golden.power)('agrees with the sum over all tables: $pairs pairs, $test', (row) => {
    const { pairs, onlyA, onlyB, alpha } = row;
    const test = row.test as McNemarTest;
    expectClose(mcnemarPower(pairs, { onlyA, onlyB }, { alpha, test }), row.power, 1e-8);
  });

  it('rises with the pairs and with the difference', () => {
    expect(powerAgainst(400, 0.1)).toBeGreaterThan(powerAgainst(200, 0.1));
    expect(powerAgainst(200, 0.15)).toBeGreaterThan(powerAgainst(200, 0.1));
  });

  it('is nothing where the arms never disagree, and the level where they are equal', () => {
    expect(mcnemarPower(1000, { onlyA: 0, onlyB: 0 })).toBe(0);
    const level = mcnemarPower(100_000, { onlyA: 0.1, onlyB: 0.1 });
    expect(Math.abs(level - 0.05)).toBeLessThan(0.001);
  });

  it('refuses half a pair', () => {
    expect(() => mcnemarPower(10.5, { onlyA: 0.1, onlyB: 0.2 })).toThrow('pairs is 10.5');
  });
});
