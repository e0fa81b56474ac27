import type { RunEffects, Tried } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { countsOf, effectsAgreement } from '../support/effects-agreement.ts';

test('the effects on the wire are those of the petstore, over every scenario and policy', async () => {
  // The command of 10,000 runs is `node scripts/effects-agreement.ts`.
  const { runs, counted, judged, explained, unexplained } = await effectsAgreement(120);
  expect(unexplained).toEqual([]);
  expect(runs).toBe(120);
  expect(counted).toBe(runs);
  expect(judged + [...explained.values()].reduce((sum, count) => sum + count, 0)).toBe(runs);
  expect(judged).toBeGreaterThan(100);
}, 240_000);

test('a replayed answer is no effect of its own, and an uncertain try may be one', () => {
  const tried = (told: Partial<Tried>) => ({ done: 1, replayed: false, effect: 'done', ...told });
  const tries = [tried({}), tried({ replayed: true }), tried({ done: 0, effect: 'uncertain' })];
  const run = { calls: [{ operation: 'placeOrder', tries }] } as unknown as RunEffects;
  expect(countsOf(run)).toEqual(new Map([['placeOrder', { least: 1, most: 2 }]]));
});
