import type { TaskContext } from '../task/task-context.ts';
import type { ToolExecutor } from './executor.ts';
import { keptOff } from './kept-off.ts';
import type { RetryBudget } from './retry-budget.ts';

/** Lets a retry out only for a token of the budget. Without one it is `budget_exhausted`. */
export function withBudget(
  next: ToolExecutor,
  budget: RetryBudget,
  context: TaskContext,
): ToolExecutor {
  return {
    async execute(call) {
      if (call.isRetry && !budget.take()) {
        return keptOff('budget_exhausted', 'no retry token is left', call, 'off', context);
      }
      const result = await next.execute(call);
      if (result.ok) budget.refill();
      return result;
    },
  };
}
