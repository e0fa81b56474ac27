import type { TaskContext } from '../context/task-context.ts';
import type { Breakers } from './breakers.ts';
import { CallFailed } from './call-failed.ts';
import type { ToolExecutor } from '../executor.ts';
import { keptOff } from './kept-off.ts';

/** Keeps calls off a route that fails. An open breaker is the failure `breaker_open`. */
export function withBreaker(
  next: ToolExecutor,
  breakers: Breakers,
  context: TaskContext,
): ToolExecutor {
  return {
    async execute(call) {
      const { operation } = call.tool;
      const state = breakers.state(operation);
      try {
        return await breakers.of(operation).fire(async () => {
          const result = await next.execute({ ...call, breaker: state });
          if (!result.ok) throw new CallFailed(result.failure);
          return result;
        });
      } catch (error) {
        if (state !== 'open' && breakers.state(operation) === 'open') {
          context.trace.breakersOpened += 1;
        }
        if (error instanceof CallFailed) return { ok: false, failure: error.failure };
        return keptOff('breaker_open', `the breaker of ${operation} is open`, call, state, context);
      }
    },
  };
}
