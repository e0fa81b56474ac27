import type { TaskRequest, TaskResult } from '@chaos-lab/contracts';
import { act } from './act.ts';
import type { AgentServices } from './agent-services.ts';
import { openTask } from './open-task.ts';
import { report } from './report.ts';
import { settle } from './settle.ts';
import { calledOff, stuck } from './step-failure.ts';
import type { RunTaskOptions } from './task.ts';

/**
 * Does a task: the first step that is not done, with what is known, through the tools, until none is
 * left or one has failed for good; then undoes what must not stay. Throws an UnknownPlaybookError, else
 * never.
 */
export async function runTask(
  request: TaskRequest,
  services: AgentServices,
  options: RunTaskOptions = {},
): Promise<TaskResult> {
  const task = openTask(request, services, options);
  try {
    while (task.failed === null) {
      const step = task.workflow.steps[task.done.length];
      if (step === undefined) break;
      const ask = step.ask(task.facts);
      if (options.signal?.aborted === true) task.failed = calledOff(step.name);
      else if (ask.type === 'ready') await act(task, step, ask.input);
      else task.failed = stuck(step.name, ask.why);
    }
    if (task.failed !== null) await settle(task);
    return report(task);
  } finally {
    task.close();
  }
}
