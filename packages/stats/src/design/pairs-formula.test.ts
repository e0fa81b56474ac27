import { describe, expect, it } from 'vitest';
import golden from '../golden/power.json' with { type: 'json' };
import { connorPairs, miettinenPairs } from './pairs-formula.ts';

describe('connorPairs and miettinenPairs', () => {
  it.each(golden.formulas)('$onlyA against $onlyB at power $power', (row) => {
    const { alpha, power } = row;
    expect(connorPairs(row, { alpha, power })).toBe(row.connor);
    expect(miettinenPairs(row, { alpha, power })).toBe(row.miettinen);
  });

  it('refuses to look for no difference', () => {
    expect(() => connorPairs({ onlyA: 0.1, onlyB: 0.1 })).toThrow('onlyA equals onlyB');
    expect(() => miettinenPairs({ onlyA: 0.1, onlyB: 0.2 }, { power: 1 })).toThrow('power is 1');
  });
});
