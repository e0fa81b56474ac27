import { describe, expect, it } from 'vitest';
import { mcnemarPower } from './mcnemar-power.ts';
import { pairsNeeded } from './pairs-needed.ts';

describe('pairsNeeded', () => {
  it.each([
    { onlyA: 0.05, onlyB: 0.25 },
    { onlyA: 0.25, onlyB: 0.05 },
    { onlyA: 0, onlyB: 0.1 },
    { onlyA: 0.01, onlyB: 0.02 },
    { onlyA: 0.03, onlyB: 0.07 },
  ])('finds the first number of pairs that has the power: %j', (discordance) => {
    const { pairs, power } = pairsNeeded(discordance, { power: 0.9 });
    expect(power).toBeGreaterThanOrEqual(0.9);
    expect(mcnemarPower(pairs - 1, discordance)).toBeLessThan(0.9);
  });

  it('lies near the formulas, and above them for the exact test', () => {
    const discordance = { onlyA: 0.03, onlyB: 0.07 };
    const mid = pairsNeeded(discordance);
    expect(Math.abs(mid.pairs / mid.connor - 1)).toBeLessThan(0.05);
    expect(mid.miettinen).toBeLessThanOrEqual(mid.connor);
    expect(pairsNeeded(discordance, { test: 'exact' }).pairs).toBeGreaterThan(mid.pairs);
  });

  it('says when a difference is out of reach', () => {
    expect(() => pairsNeeded({ onlyA: 0.4, onlyB: 0.40001 })).toThrow('pairs are needed');
  });
});
