import type { StepDefinition } from '../workflow/definition.ts';
import { pause } from '../recovery/pause.ts';
import { learned, nameOf, toolOfStep } from '../workflow/step.ts';
import { brokenOff, stuck } from './step-failure.ts';
import type { Task } from './task.ts';

/** Does the step with all recovery, and keeps what came of it. Throws nothing. */
export async function act(task: Task, step: StepDefinition, input: unknown): Promise<void> {
  const name = nameOf(step);
  try {
    for (let call = 1; ; call += 1) {
      await once(task, step, input);
      const { until } = step;
      if (task.failed !== null || until === undefined || task.facts[until.fact] !== undefined) {
        if (task.failed === null) task.done.push(name);
        return;
      }
      const waitMs = until.everyS * 1000;
      if (call >= until.times || !task.context.deadline.allows(waitMs)) {
        task.failed = stuck(name, `${until.otherwise}, asked ${call} times`);
        return;
      }
      await waitToAskAgain(task, waitMs);
      if (task.context.signal?.aborted === true) return;
    }
  } catch (error) {
    task.failed = brokenOff(name, error);
  }
}

async function once(task: Task, step: StepDefinition, input: unknown): Promise<void> {
  const tool = toolOfStep(step);
  const name = nameOf(step);
  const result = await task.executor.run({
    step: name,
    tool,
    input,
    idempotencyKey: task.policy.sendsKey(tool) && !tool.safe ? `${task.id}-${name}` : null,
    purpose: 'step',
  });
  if (result.ok) {
    task.facts = learned(step, task.facts, result.value);
  } else {
    const { failure, escalated, compensate } = result;
    task.failed = { step: name, failure, escalated, compensate };
  }
}

async function waitToAskAgain({ context }: Task, waitMs: number): Promise<void> {
  context.deadline.spend(waitMs);
  context.trace.decide({
    strategy: 'poll',
    path: null,
    reason: 'what the step waits for is not there yet',
    waitMs,
    rewrittenFrom: null,
  });
  await pause(context, waitMs);
}
