import { describe, expect, test } from 'vitest';
import type { Random } from '../foundation/random.ts';
import { NetDifferences } from '../paired/net-differences.ts';
import { signFlipTest } from '../paired/sign-flip.ts';
import { stratifiedMcNemar } from '../paired/stratified-mcnemar.ts';
import { FALSE_POSITIVE_LIMIT, simulatedShare } from './coverage.ts';

const EXPERIMENTS = 2000;
const SESSIONS = 300;
const RATES = 5;
const SEED = 42;

/** An A/A sweep in which a session that differs at one rate differs at every higher one. */
function drawSweep(random: Random): NetDifferences {
  const nets = new NetDifferences();
  for (let session = 0; session < SESSIONS; session += 1) {
    if (random.next() > 0.15) continue;
    const affected = 1 + random.below(RATES);
    nets.record(random.next() < 0.5 ? affected : -affected);
  }
  return nets;
}

describe('an A/A sweep whose sessions run at every rate', { timeout: 60_000 }, () => {
  test('flipping whole sessions keeps the false positives at the level', () => {
    const share = simulatedShare(EXPERIMENTS, SEED, (random) => {
      return (signFlipTest(drawSweep(random).counts()).midP ?? 1) <= 0.05;
    });
    expect(share).toBeLessThanOrEqual(FALSE_POSITIVE_LIMIT);
    expect(share).toBeGreaterThan(0.03);
  });

  test('summing its pairs as if they were independent does not', () => {
    const share = simulatedShare(EXPERIMENTS, SEED, (random) => {
      const strata = drawSweep(random)
        .counts()
        .map(({ magnitude, forA, forB }) => ({ b: magnitude * forA, c: magnitude * forB }));
      return stratifiedMcNemar(strata).midP <= 0.05;
    });
    expect(share).toBeGreaterThan(3 * FALSE_POSITIVE_LIMIT);
  });
});
