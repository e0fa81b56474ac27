import type { StepResult } from '../recovery/step-executor.ts';
import { compensate } from './compensation.ts';
import type { OrderFacts } from '../workflow/order.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Task } from './task.ts';

/** Does the step with all recovery, and keeps what came of it. */
export async function act(task: Task, step: Step<OrderFacts>, input: unknown): Promise<void> {
  const { tool } = step;
  const key = task.policy.sendsKey(tool) && !tool.safe ? `${task.id}-${step.name}` : null;
  const result = await task.executor.run({
    step: step.name,
    tool,
    input,
    idempotencyKey: key,
    purpose: 'step',
  });
  if (result.ok) {
    if (!tool.safe) record(task, step.name, input, key, result.value);
    task.facts = step.learn(task.facts, result.value);
    task.done.push(step.name);
    return;
  }
  if (!tool.safe && result.failure.effect === 'ambiguous') {
    record(task, step.name, input, key, undefined);
  }
  await undoWhereWanted(task, result);
  task.failed = { step: step.name, failure: result.failure, escalated: result.escalated };

  function record(on: Task, name: string, asked: unknown, used: string | null, output: unknown) {
    on.writes.push({ step: name, tool, input: asked, idempotencyKey: used, output });
  }
}

async function undoWhereWanted(task: Task, result: Extract<StepResult, { ok: false }>) {
  const config = result.compensate ?? task.policy.onFailure;
  if (config === undefined || task.writes.length === 0) return;
  const { services, context, wire, writes, id } = task;
  const left = await compensate({
    writes,
    config,
    wire,
    context,
    keyPrefix: id,
    floorMs: context.floors.deadlineMs,
    now: () => services.clock.now(),
  });
  writes.splice(0, writes.length, ...left);
}
