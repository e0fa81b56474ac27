import type { TaskContext } from '../context/task-context.ts';
import type { ToolExecutor } from '../executor.ts';
import { keptOff } from './kept-off.ts';
import type { RetryBudgets } from './retry-budgets.ts';

/** Lets a retry out only for tokens of its route's budget. Without them it is `budget_exhausted`. */
export function withBudget(
  next: ToolExecutor,
  budgets: RetryBudgets,
  context: TaskContext,
): ToolExecutor {
  return {
    async execute(call) {
      const budget = budgets.of(call.tool.operation);
      if (call.retryOf !== null && !budget.take(call.retryOf)) {
        return keptOff('budget_exhausted', 'no retry token is left', call, 'off', context);
      }
      const result = await next.execute(call);
      if (result.ok) budget.refill();
      return result;
    },
  };
}
