import type { TaskRequest, TaskResult } from '@chaos-lab/contracts';
import { statusFailure } from '../calls/failure/classify.ts';
import { act } from './act.ts';
import type { AgentServices } from './agent-services.ts';
import { openTask } from './open-task.ts';
import { report } from './report.ts';
import type { RunTaskOptions, StepFailure } from './task.ts';

/**
 * Does a task: the first step that is not done, with what is known, through the tools, until none is
 * left or one has failed for good. Throws an UnknownPlaybookError, else never.
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
      if (ask.type === 'ready') await act(task, step, ask.input);
      else task.failed = stuck(step.name, ask.why);
    }
    return report(task);
  } finally {
    task.close();
  }
}

/** Nothing went wrong on the wire; what the step needs is not there, which is what a 404 says. */
function stuck(step: string, why: string): StepFailure {
  const failure = { ...statusFailure(404, undefined, 0), status: null, message: why };
  return { step, failure, escalated: false };
}
