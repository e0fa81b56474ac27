import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wilson } from '@chaos-lab/stats';
import { type Lab, startLab, verified } from './lab.ts';

const RUNS = 400;
const CONFIDENCE = 0.99;
const CONSECUTIVE = 3;

/** Four steps, each of which fails when its first three calls do. */
const withBreaker = (p: number): number => (1 - p ** CONSECUTIVE) ** 4;

describe.each([
  [0.2, 0.968, 0.989],
  [0.3, 0.896, 0.975],
])('at a failure rate of %d', (rate, classic, resilient) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ scenario: 'independent-errors', rate, timeScale: 1_000 });
  });
  afterAll(() => lab.stop());

  test('the training playbook behind a breaker of three does as the closed form says', async () => {
    expect(withBreaker(rate)).toBeCloseTo(classic, 3);
    const runs = await lab.runs(RUNS, 'classic', {
      policy: { type: 'playbook', name: 'training' },
      breaker: { consecutiveFailures: CONSECUTIVE, resetAfterS: 30 },
    });
    const { lower, upper } = wilson(verified(runs), RUNS, CONFIDENCE);
    expect(lower).toBeLessThan(classic);
    expect(upper).toBeGreaterThan(classic);
  });

  test('the resilient playbook with its breaker on does better than the classic one', async () => {
    const runs = await lab.runs(RUNS, 'resilient', {
      policy: { type: 'playbook', name: 'resilient' },
    });
    expect(verified(runs) / RUNS).toBeGreaterThanOrEqual(resilient);
    expect(runs.some(({ result }) => result.breaker.state !== 'off')).toBe(true);
  });
});
