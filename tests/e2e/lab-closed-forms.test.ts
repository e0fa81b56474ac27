import { join } from 'node:path';
import { type Cell, RUN_FILE, type Summary, summarySchema } from '@chaos-lab/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { wilson } from '@chaos-lab/stats';
import { chaosLabEndsWith, type WorkFolder, workFolder } from '../support/runner/harness.ts';

/** Steps of the workflow, pairs a rate, and the confidence at which the closed form must be met. */
const STEPS = 4;
const PAIRS = 1000;
const CONFIDENCE = 0.99;
const RATES = [0.05, 0.1, 0.2, 0.3];

/** Success of R blind retries under independent faults: q^4 with q = 1 - p^(R+1). */
const successOf = (p: number, retries: number): number => (1 - p ** (retries + 1)) ** STEPS;

/** Upstream calls without retries: one a step that is reached, the sum of q^s for s < 4. */
function callsWithoutRetries(p: number): number {
  return [0, 1, 2, 3].reduce((sum, step) => sum + (1 - p) ** step, 0);
}

/** Variance of the same: of the number of steps reached, cut off at 4. */
function varianceOfCalls(p: number): number {
  const chances = [1, 2, 3].map((calls) => [calls, (1 - p) ** (calls - 1) * p] as const);
  const all = [...chances, [4, (1 - p) ** 3] as const];
  const mean = callsWithoutRetries(p);
  return all.reduce((sum, [calls, chance]) => sum + chance * (calls - mean) ** 2, 0);
}

let work: WorkFolder;
let summary: Summary;

/** One experiment for all of it: 1,000 pairs a rate, independent faults, breakers off. */
beforeAll(async () => {
  work = workFolder();
  await chaosLabEndsWith(0, [
    'simulate',
    '--arm=baseline=playbook:baseline',
    '--arm=blind-2=blind:2',
    `--failure-rates=${RATES.join(',')}`,
    `--experiments-per-rate=${PAIRS}`,
    '--scenario=independent-errors',
    '--concurrency=16',
    '--seed=42',
    '--port=0',
    '--name=one',
    `--runs-dir=${join(work.folder, 'runs')}`,
  ]);
  summary = summarySchema.parse(work.json(RUN_FILE.summary));
}, 900_000);

function cellOf(arm: string, rate: number): Cell {
  const cell = summary.cells.find((one) => one.arm === arm && one.failure_rate === rate);
  if (cell === undefined) throw new Error(`no cell for ${arm} at ${rate}`);
  return cell;
}

describe('independent faults, 1,000 pairs a rate, no breaker', () => {
  it.each(RATES)(
    'no recovery and two blind retries succeed as the closed form says at %d',
    (rate) => {
      for (const [arm, retries] of [
        ['baseline', 0],
        ['blind-2', 2],
      ] as const) {
        const { success } = cellOf(arm, rate);
        expect(success.n).toBe(PAIRS);
        const { lower, upper } = wilson(success.count, success.n, CONFIDENCE);
        expect(successOf(rate, retries), `${arm} at ${rate}: ${success.count}`).toBeGreaterThan(
          lower,
        );
        expect(successOf(rate, retries), `${arm} at ${rate}: ${success.count}`).toBeLessThan(upper);
      }
    },
  );

  it.each(RATES)('no recovery makes as many calls as the closed form says at %d', (rate) => {
    const mean = cellOf('baseline', rate).upstream_calls / PAIRS;
    const deviation = Math.sqrt(varianceOfCalls(rate) / PAIRS);
    // 2.576 standard deviations leave out one mean in a hundred.
    expect(Math.abs(mean - callsWithoutRetries(rate))).toBeLessThan(2.576 * deviation);
  });

  it('lets through the faults that were asked for', () => {
    expect(summary.checks.filter(({ passed, name }) => !passed && name !== 'aa')).toEqual([]);
    expect(summary.real_upstream_failures).toBe(0);
  });

  it('blames a half-done order of the arm that gives up on the arm, by the ledger', () => {
    const { verdicts, inconsistencies } = cellOf('baseline', 0.3);
    expect(verdicts.corrupted).toBeGreaterThan(0);
    expect(inconsistencies).toBe(verdicts.corrupted);
  });
});
