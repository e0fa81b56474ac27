import type { BreakerState } from '@chaos-lab/contracts';
import { transportFailure } from '../failure/classify.ts';
import type { TaskContext } from '../context/task-context.ts';
import type { CallResult, ToolCall } from '../executor.ts';

/** Records and answers a call that was not let out. */
export function keptOff(
  condition: 'breaker_open' | 'budget_exhausted',
  message: string,
  call: ToolCall,
  breaker: BreakerState,
  { trace, clock }: TaskContext,
): CallResult {
  const failure = transportFailure(condition, message);
  const entry = trace.add(
    {
      step: call.step,
      operation: call.tool.operation,
      attempt: 0,
      startedMs: clock.now(),
      networkMs: 0,
      status: null,
      condition,
      effect: failure.effect,
      breaker,
      idempotencyKey: null,
    },
    call.purpose === 'step',
  );
  trace.settle(entry);
  return { ok: false, failure };
}
