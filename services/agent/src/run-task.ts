import type { TaskRequest, TaskResult } from '@chaos-lab/contracts';
import type { AgentServices } from './agent-services.ts';
import { act } from './task/act.ts';
import { decide } from './task/decide.ts';
import { observe } from './task/observe.ts';
import { openTask } from './task/open-task.ts';
import { orient } from './task/orient.ts';
import { report } from './task/report.ts';
import type { RunTaskOptions } from './task/task.ts';

/**
 * Does a task: observe what is known, orient to the step that is due, decide what to do, act through
 * the tools, until it is done or has failed for good. Throws an UnknownPlaybookError, else never.
 */
export async function runTask(
  request: TaskRequest,
  services: AgentServices,
  options: RunTaskOptions = {},
): Promise<TaskResult> {
  const task = openTask(request, services, options);
  try {
    for (;;) {
      const observation = observe(task);
      const orientation = orient(observation, task.workflow);
      const intent = decide(orientation);
      if (intent.type === 'finish') return report(task, intent);
      await act(task, intent);
    }
  } finally {
    task.close();
  }
}
