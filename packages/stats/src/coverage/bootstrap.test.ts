import { describe, expect, test } from 'vitest';
import { contains } from '../foundation/interval.ts';
import type { Random } from '../foundation/random.ts';
import { pairedQuantileBootstrap, type TimePair } from '../times/paired-bootstrap.ts';
import { simulatedShare } from './coverage.ts';

const EXPERIMENTS = 400;
const PAIRS = 200;
const RESAMPLES = 200;
const SEED = 42;

/** Exponential times that share half of their randomness; B waits twice as long as A. */
function drawPair(random: Random): TimePair {
  const shared = random.next() < 0.5 ? random.next() : null;
  const draw = (): number => -Math.log(1 - (shared ?? random.next()));
  return { a: 100 * draw(), b: 200 * draw() };
}

function coverageOf(quantile: number, claimed: number): number {
  const truth = -100 * Math.log(1 - quantile);
  return simulatedShare(EXPERIMENTS, SEED, (random) => {
    const pairs = Array.from({ length: PAIRS }, () => drawPair(random));
    const seed = random.below(2 ** 32);
    const results = pairedQuantileBootstrap(pairs, {
      seed,
      quantiles: [quantile],
      resamples: RESAMPLES,
      confidence: claimed,
    });
    return results.every((result) => contains(result, truth));
  });
}

/** Three standard errors of 400 experiments around 95 %. */
const BAND = { lower: 0.917, upper: 0.983 };

describe('the paired bootstrap over 400 experiments of 200 pairs', { timeout: 60_000 }, () => {
  test.each([0.5, 0.95])('covers the true difference at quantile %d', (quantile) => {
    const share = coverageOf(quantile, 0.95);
    expect(contains(BAND, share), `covered ${share}`).toBe(true);
  });

  test('and the check turns red on an 85 % interval', () => {
    expect(contains(BAND, coverageOf(0.5, 0.85))).toBe(false);
  });
});
