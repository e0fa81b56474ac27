import { Deadline } from '../calls/context/deadline.ts';
import type { TaskContext } from '../calls/context/task-context.ts';
import { compensate } from './compensation.ts';
import type { Task } from './task.ts';

/** Undoes what a failed task may have left, where its playbook wants that. Throws nothing. */
export async function settle(task: Task): Promise<void> {
  const config = task.failed?.compensate ?? task.policy.onFailure ?? task.workflow.compensate;
  if (config === undefined || task.context.writes.standing().length === 0) return;
  const { services, id } = task;
  const { context: of } = task;
  const context: TaskContext = {
    ...of,
    // A client that is gone is no reason to leave its order standing.
    signal: undefined,
    deadline: new Deadline({
      limitMs: config.deadline * 1000,
      timeScale: of.timeScale,
      now: () => services.clock.now(),
      floorMs: of.floors.deadlineMs,
    }),
  };
  try {
    await compensate({ config, wire: task.wireFor(context), context, keyPrefix: id });
  } catch {
    // What could not be settled is in doubt, and reported so.
  }
}
