import { afterAll, beforeAll, expect, test } from 'vitest';
import { wilson } from '@chaos-lab/stats';
import { type Finished, type Lab, startLab } from './lab.ts';

const RATE = 0.2;
const RUNS = 400;

/**
 * A call commits and is lost, or does not commit, with half the rate each. Of up to three calls two
 * or more commit: lost then any commit, with at most one call that does not commit among the first
 * two. The order is reached unless a read before it fails three times.
 */
const HALF = RATE / 2;
const DUPLICATES = HALF * (1 - HALF) * (1 + 2 * HALF) * (1 - RATE ** 3) ** 2;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ scenario: 'lossy-commits', rate: RATE, timeScale: 1_000 });
});
afterAll(() => lab.stop());

const withDuplicates = (runs: readonly Finished[]): number =>
  runs.filter(({ facts }) => facts.duplicates > 0).length;
const orphans = (runs: readonly Finished[]): number =>
  runs.filter(({ facts }) => facts.orphanOrders + facts.orphanSales > 0).length;

test('two blind retries order twice in about 11 of 100 runs, as the closed form says', async () => {
  const runs = await lab.runs(RUNS, 'blind', { policy: { type: 'blind', retries: 2 } });
  const { lower, upper } = wilson(withDuplicates(runs), RUNS, 0.999);
  expect(lower).toBeLessThan(DUPLICATES);
  expect(upper).toBeGreaterThan(DUPLICATES);
});

test('the resilient playbook leaves no duplicate and no orphan', async () => {
  const runs = await lab.runs(RUNS, 'resilient', {
    policy: { type: 'playbook', name: 'resilient' },
  });
  expect(withDuplicates(runs)).toBe(0);
  expect(orphans(runs)).toBe(0);
  expect(runs.some(({ result }) => result.trace.some(({ effect }) => effect === 'ambiguous'))).toBe(
    true,
  );
});
