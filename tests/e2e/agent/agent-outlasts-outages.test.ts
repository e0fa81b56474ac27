import { expect, onTestFinished, test } from 'vitest';
import { startLab, verified } from './lab.ts';

const RUNS = 200;

/** 5 s down and 20 s up on average. */
const OUTAGE = { scenario: 'outage', rate: 0.2, timeScale: 50 } as const;

test('the resilient playbook outlasts outages, and most runs are short all the same', async () => {
  const lab = await startLab(OUTAGE);
  onTestFinished(() => lab.stop());
  const resilient = await lab.runs(RUNS, 'resilient', {
    policy: { type: 'playbook', name: 'resilient' },
  });
  const blind = await lab.runs(RUNS, 'blind', { policy: { type: 'blind', retries: 2 } });
  expect(verified(resilient) / RUNS).toBeGreaterThanOrEqual(0.99);
  expect(verified(blind) / RUNS).toBeLessThan(0.95);
  const seconds = resilient.map(({ result }) => result.durationMs / 1000).toSorted((a, b) => a - b);
  expect(seconds[Math.ceil(RUNS * 0.95) - 1]).toBeLessThan(15);
});
