import { describe, expect, test } from 'vitest';
import type { Random } from '../foundation/random.ts';
import { mcnemarP } from '../paired/mcnemar.ts';
import { EProcess } from '../sequential/e-process.ts';
import { decideStop } from '../sequential/stopping.ts';
import { FALSE_POSITIVE_LIMIT, simulatedShare } from './coverage.ts';

const EXPERIMENTS = 2000;
const DISCORDANT = 300;
const SEED = 42;

/** Whether `look` says yes after any of the discordant pairs, B winning each with probability `share`. */
function everSays(random: Random, share: number, look: (b: number, c: number) => boolean): boolean {
  let c = 0;
  for (let seen = 1; seen <= DISCORDANT; seen += 1) {
    if (random.next() < share) c += 1;
    if (look(seen - c, c)) return true;
  }
  return false;
}

describe('looking again and again and stopping at the first finding', { timeout: 60_000 }, () => {
  test('the e-process finds a difference between equal arms in at most 5 %', () => {
    const rule = { alpha: 0.05, leastPairs: 0, mostPairs: DISCORDANT };
    const share = simulatedShare(EXPERIMENTS, SEED, (random) => {
      const process = new EProcess();
      for (let pairs = 1; ; pairs += 1) {
        const won = random.next() < 0.5;
        process.observe(!won, won);
        const decision = decideStop(process, pairs, rule);
        if (decision.kind === 'stop') return decision.reason === 'difference found';
      }
    });
    expect(share).toBeLessThanOrEqual(0.05);
    expect(share).toBeGreaterThan(0);
  });

  test('McNemar’s test, looked at every tenth pair, finds one far more often', () => {
    const share = simulatedShare(EXPERIMENTS, SEED, (random) =>
      everSays(random, 0.5, (b, c) => (b + c) % 10 === 0 && mcnemarP(b, c, 'mid-p') <= 0.05),
    );
    expect(share).toBeGreaterThan(3 * FALSE_POSITIVE_LIMIT);
  });

  test('the e-process finds a real difference', () => {
    const found = simulatedShare(EXPERIMENTS, SEED, (random) => {
      const process = new EProcess();
      everSays(random, 0.7, (b, c) => {
        const won = c > process.c;
        process.observe(!won, won);
        return b + c === DISCORDANT;
      });
      return process.p <= 0.05;
    });
    expect(found).toBeGreaterThan(0.99);
  });
});
