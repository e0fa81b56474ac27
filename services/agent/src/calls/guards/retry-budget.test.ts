import type { RetryBudgetSettings } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { RetryBudget } from './retry-budget.ts';
import { RetryBudgets } from './retry-budgets.ts';

const settings = (different: Partial<RetryBudgetSettings>): RetryBudgetSettings => ({
  capacity: 2,
  refill_per_success: 0.5,
  refill_per_s: 0,
  timeout_cost: 1,
  ...different,
});

test('retries spend what successes bring in', () => {
  const budget = new RetryBudget(settings({}), () => 0);
  expect([budget.take('503'), budget.take('503'), budget.take('503')]).toEqual([true, true, false]);
  budget.refill();
  expect(budget.take('503')).toBe(false);
  budget.refill();
  expect(budget.take('503')).toBe(true);
});

test('it never holds more than its capacity', () => {
  const clock = { ms: 0 };
  const budget = new RetryBudget(
    settings({ capacity: 1, refill_per_success: 5, refill_per_s: 5 }),
    () => clock.ms,
  );
  budget.refill();
  expect(budget.tokens).toBe(1);
  clock.ms = 60_000;
  expect(budget.tokens).toBe(1);
});

test('what timed out costs more to retry than what was answered', () => {
  const budget = new RetryBudget(settings({ capacity: 12, timeout_cost: 10 }), () => 0);
  expect(budget.take('timeout')).toBe(true);
  expect(budget.take('timeout')).toBe(false);
  expect(budget.take('reset')).toBe(true);
  expect(budget.tokens).toBe(1);
});

test('a trickle comes back by itself, so that those who all wait do not wait for ever', () => {
  const clock = { ms: 1_000 };
  const budget = new RetryBudget(settings({ refill_per_s: 0.5 }), () => clock.ms);
  while (budget.take('503'));
  clock.ms += 1_999;
  expect(budget.take('503')).toBe(false);
  clock.ms += 1;
  expect(budget.take('503')).toBe(true);
});

test('successes of one route do not pay for the retries of another', () => {
  const budgets = new RetryBudgets(settings({ refill_per_success: 1 }), () => 0);
  while (budgets.of('sick').take('503'));
  for (let call = 0; call < 9; call += 1) budgets.of('well').refill();
  expect(budgets.of('sick').take('503')).toBe(false);
  expect(budgets.of('well').take('503')).toBe(true);
  expect(budgets.fewestTokens()).toBe(0);
});
