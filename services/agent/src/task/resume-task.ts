import type { ConfigOf, TaskResult } from '@chaos-lab/contracts';
import { transportFailure } from '../calls/failure/classify.ts';
import { readBack } from '../recovery/read-back.ts';
import { withRecovery } from '../recovery/recovering.ts';
import { TOOLS } from '../tools/registry.ts';
import { learned, nameOf } from '../workflow/step.ts';
import type { AgentServices } from './agent-services.ts';
import type { JournaledTask } from './journal/journal.ts';
import { openTask } from './open-task.ts';
import { goOn } from './run-task.ts';
import type { RunTaskOptions, Task } from './task.ts';
import { undoPolicy } from './undo-policy.ts';

/** How patiently a read-back asks, and an undo tries, where no playbook says. */
const PATIENTLY: ConfigOf<'compensate'> = {
  base_delay: 0.5,
  factor: 2,
  cap: 5,
  max_retries: 40,
  jitter: 'full',
  deadline: 180,
};

/**
 * Takes up a task that ended, or was killed, with something in doubt: reads every such write back, then
 * does the steps that are left, or undoes all of it. It keeps its id, and so the keys of its writes.
 */
export async function resumeTask(
  journaled: JournaledTask,
  how: 'finish' | 'undo',
  services: AgentServices,
  options: RunTaskOptions,
): Promise<TaskResult> {
  const task = openTask(journaled.request, journaled.choice, services, options, journaled);
  for (const {
    step,
    tool: name,
    input,
    idempotencyKey,
    known,
    output,
  } of journaled.writes.values()) {
    const tool = TOOLS.get(name);
    if (tool !== undefined) {
      task.context.writes.restore({ step, tool, input, idempotencyKey }, known, output);
    }
  }
  await lookAtAll(task);
  takeOver(task);
  const undoes = how === 'undo' || task.context.writes.all.some(({ state }) => state === 'undone');
  if (undoes && task.failed === null) {
    const step = task.workflow.steps[task.done.length];
    const failure = transportFailure('close', 'the task was taken up to be undone', 'not_sent');
    const name = step === undefined ? 'undo' : nameOf(step);
    task.failed = {
      step: name,
      failure,
      escalated: false,
      compensate: task.policy.onFailure ?? PATIENTLY,
    };
  }
  return goOn(task, options);
}

async function lookAtAll(task: Task): Promise<void> {
  const { context } = task;
  const policy = undoPolicy(PATIENTLY, context);
  const executor = withRecovery({ next: task.wireFor(context), policy, context });
  for (const write of context.writes.all) {
    if (write.state !== 'in_doubt') continue;
    await readBack(write, { executor, context, writes: [write], settle: true });
  }
}

/** Counts the steps as done whose writes are, and stops at one that cannot be repeated. */
function takeOver(task: Task): void {
  const { context, workflow } = task;
  for (;;) {
    const step = workflow.steps[task.done.length];
    if (step === undefined) return;
    const writes = context.writes.all.filter((write) => write.step === nameOf(step));
    const done = writes.find(({ state }) => state === 'done');
    if (done === undefined) {
      const open = writes.find(({ state }) => state === 'in_doubt');
      if (open !== undefined && open.idempotencyKey === null && !open.tool.idempotent) {
        const failure = transportFailure('close', 'what became of the write cannot be found out');
        task.failed = { step: nameOf(step), failure, escalated: true };
      }
      return;
    }
    task.facts = learned(step, task.facts, done.output);
    task.done.push(nameOf(step));
  }
}
