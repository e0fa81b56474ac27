import { describe, expect, test } from 'vitest';
import { mcnemarPower } from '../design/mcnemar-power.ts';
import { mcnemarP } from '../paired/mcnemar.ts';
import { drawTable, FALSE_POSITIVE_LIMIT, simulatedShare } from './coverage.ts';
import { TRUTHS } from './truths.ts';

const PAIRS = 1000;
const SEED = 42;

const NULLS = TRUTHS.map(({ both, onlyA, onlyB }) => {
  const half = (onlyA + onlyB) / 2;
  return { both, onlyA: half, onlyB: half };
});

function falsePositives(experiments: number, p: (b: number, c: number) => number): number {
  let experiment = 0;
  return simulatedShare(experiments, SEED, (random) => {
    const truth = NULLS[experiment % NULLS.length] ?? { both: 1, onlyA: 0, onlyB: 0 };
    experiment += 1;
    const { onlyA, onlyB } = drawTable(random, PAIRS, truth);
    return p(onlyA, onlyB) <= 0.05;
  });
}

describe('A/A experiments of 1,000 pairs at level 5 %', { timeout: 60_000 }, () => {
  test('over 2,000 of them, five truths in turn, either test finds one in at most 5.5 %', () => {
    for (const kind of ['mid-p', 'exact'] as const) {
      const share = falsePositives(2000, (b, c) => mcnemarP(b, c, kind));
      expect(share, kind).toBeLessThanOrEqual(FALSE_POSITIVE_LIMIT);
    }
  });

  // 2,000 of one truth are not enough for that: the limit is one standard error from a perfect test.
  test('McNemar mid-p finds a difference in at most 5.5 % of them, and in about as many', () => {
    const share = falsePositives(20_000, (b, c) => mcnemarP(b, c, 'mid-p'));
    expect(share).toBeLessThanOrEqual(FALSE_POSITIVE_LIMIT);
    expect(share).toBeGreaterThan(0.04);
  });

  test.each(NULLS)('its level by enumeration, without chance, at %j', (truth) => {
    expect(mcnemarPower(PAIRS, truth)).toBeLessThan(0.051);
    expect(mcnemarPower(PAIRS, truth, { test: 'exact' })).toBeLessThanOrEqual(0.05);
  });

  test('the check turns red on a one-sided p-value that is sold as two-sided', () => {
    const share = falsePositives(2000, (b, c) => mcnemarP(b, c, 'exact') / 2);
    expect(share).toBeGreaterThan(FALSE_POSITIVE_LIMIT);
  });
});
