import type { TaskRequest, TaskResult } from '@chaos-lab/contracts';
import { act } from './act.ts';
import { askOf, nameOf } from '../workflow/step.ts';
import type { AgentServices } from './agent-services.ts';
import { chooseWorkflow } from './choose-workflow.ts';
import { openTask } from './open-task.ts';
import { report } from './report.ts';
import { settle } from './settle.ts';
import { calledOff, stuck } from './step-failure.ts';
import type { RunTaskOptions, Task } from './task.ts';

/**
 * Does a task: the first step that is not done, with what is known, through the tools, until none is
 * left or one has failed for good; then undoes what must not stay. Throws an UnknownPlaybookError or a
 * NoSuchWorkflowError before anything is done, else never.
 */
export async function runTask(
  request: TaskRequest,
  services: AgentServices,
  options: RunTaskOptions = {},
): Promise<TaskResult> {
  const choice = options.choice ?? (await chooseWorkflow(request, services));
  return goOn(openTask(request, choice, services, options), options);
}

/** Does what is left of a task. */
export async function goOn(task: Task, { signal }: RunTaskOptions): Promise<TaskResult> {
  const { journal } = task.services;
  try {
    while (task.failed === null) {
      const step = task.workflow.steps[task.done.length];
      if (step === undefined) break;
      const ask = askOf(step, task.facts);
      if (signal?.aborted === true) task.failed = calledOff(nameOf(step));
      else if (ask.type === 'ready') await act(task, step, ask.input);
      else task.failed = stuck(nameOf(step), ask.why);
      journal.learn(task);
    }
    if (task.failed !== null) await settle(task);
    return report(task);
  } finally {
    const { writes } = task.context;
    task.close();
    await journal.end(
      task.id,
      writes.all.some(({ state }) => state === 'in_doubt'),
    );
  }
}
