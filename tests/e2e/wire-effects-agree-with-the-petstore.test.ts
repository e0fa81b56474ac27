import type { RunEffects, Tried } from '@chaos-lab/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf } from '../support/effects-agreement/agreement.ts';
import { effectsAgreement, scenarioFiles } from '../support/effects-agreement/runs.ts';
import { type RealLab, startRealLab } from '../support/runner/real-lab.ts';

let lab: RealLab;
beforeAll(async () => {
  lab = await startRealLab();
}, 120_000);
afterAll(() => lab.stop());

test('the effects on the wire are those of the petstore, over every scenario and policy', async () => {
  // The command of 10,000 runs is `node scripts/effects-agreement.ts`.
  const cells = (await scenarioFiles()).length * 5;
  const so = await effectsAgreement(lab, { runs: cells });
  expect(so.unexplained).toEqual([]);
  expect(so.runs).toBe(cells);
  expect(so.counted).toBe(cells);
  const explained = [...so.explained.values()].reduce((sum, count) => sum + count, 0);
  expect(so.judged + explained).toBe(cells);
  expect(so.judged).toBeGreaterThan(0.8 * cells);
}, 240_000);

test('they are where writes break, and every way in which a run of ours goes wrong is among them', async () => {
  const so = await effectsAgreement(lab, { scenarios: ['lossy-commits.yaml'], runs: 150 });
  expect(so.unexplained).toEqual([]);
  expect(so.counted).toBe(150);
  expect([...so.verdicts.keys()]).toEqual(
    expect.arrayContaining([
      'verified_success / success',
      'correct_failure / clean-failure',
      'false_failure / false-failure',
      'corrupted / partial',
      'corrupted / duplicate',
    ]),
  );
}, 240_000);

test('orders that bypass the proxy are found, in every run', async () => {
  const { runs, counted, unexplained } = await effectsAgreement(lab, {
    scenarios: ['lossy-commits.yaml'],
    runs: 10,
    plant: 'unseen-orders',
  });
  expect(runs).toBe(10);
  expect(counted).toBe(0);
  const found = unexplained.filter(({ about }) => about === 'counts');
  expect(new Set(found.map(({ session, arm }) => `${session} ${arm}`)).size).toBe(runs);
}, 120_000);

test('a claim that is the contrary of the truth is found, wherever the verdict hangs on it', async () => {
  const so = await effectsAgreement(lab, {
    scenarios: ['independent-errors.yaml'],
    runs: 10,
    plant: 'contrary-claim',
  });
  expect(so.counted).toBe(so.runs);
  const wrong = so.unexplained.filter(({ about }) => about === 'verdict').length;
  const explained = [...so.explained.values()].reduce((sum, count) => sum + count, 0);
  // A duplicate is one whatever the client says.
  const duplicates = so.verdicts.get('corrupted / duplicate') ?? 0;
  expect(wrong).toBe(so.runs - duplicates - explained);
  expect(wrong).toBeGreaterThan(0);
}, 120_000);

test('a replayed answer is no effect of its own, and an uncertain try may be one', () => {
  const tried = (told: Partial<Tried>) => ({ done: 1, replayed: false, effect: 'done', ...told });
  const tries = [tried({}), tried({ replayed: true }), tried({ done: 0, effect: 'uncertain' })];
  const run = { calls: [{ operation: 'placeOrder', tries }] } as unknown as RunEffects;
  expect(countsOf(run)).toEqual(new Map([['placeOrder', { least: 1, most: 2 }]]));
});
