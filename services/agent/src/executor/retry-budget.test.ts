import { expect, test } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

test('retries spend what successes bring in', () => {
  const budget = new RetryBudget({ capacity: 2, refill_per_success: 0.5 });
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  budget.refill();
  expect(budget.take()).toBe(false);
  budget.refill();
  expect(budget.take()).toBe(true);
});

test('it never holds more than its capacity', () => {
  const budget = new RetryBudget({ capacity: 1, refill_per_success: 5 });
  budget.refill();
  expect(budget.tokens).toBe(1);
});
