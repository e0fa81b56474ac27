import type { OrderFacts } from '../workflow/order.ts';
import type { Step } from '../workflow/workflow.ts';
import { brokenOff } from './step-failure.ts';
import type { Task } from './task.ts';

/** Does the step with all recovery, and keeps what came of it. Throws nothing. */
export async function act(task: Task, step: Step<OrderFacts>, input: unknown): Promise<void> {
  const { tool, name } = step;
  try {
    const result = await task.executor.run({
      step: name,
      tool,
      input,
      idempotencyKey: task.policy.sendsKey(tool) && !tool.safe ? `${task.id}-${name}` : null,
      purpose: 'step',
    });
    if (result.ok) {
      task.facts = step.learn(task.facts, result.value);
      task.done.push(name);
    } else {
      const { failure, escalated, compensate } = result;
      task.failed = { step: name, failure, escalated, compensate };
    }
  } catch (error) {
    task.failed = brokenOff(name, error);
  }
}
