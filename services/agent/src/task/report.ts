import type { TaskResult } from '@chaos-lab/contracts';
import type { Intent } from './decide.ts';
import type { Task } from './task.ts';

/** The result of a task that is over: what it claims, and everything that happened. */
export function report(task: Task, { failed }: Extract<Intent, { type: 'finish' }>): TaskResult {
  const { id, request, context, workflow, done, facts, breakers, loaded } = task;
  const { journal } = context;
  return {
    taskId: id,
    session: request.session,
    arm: request.arm,
    outcome: failed === null ? 'success' : failed.escalated ? 'escalated' : 'failure',
    stepsCompleted: done,
    stepsTotal: workflow.steps.length,
    failedStep: failed?.step ?? null,
    failure: failed?.failure ?? null,
    calls: journal.calls,
    retries: journal.retries,
    firstTrySuccess: failed === null && journal.isFlawless,
    waitMs: journal.waitMs,
    durationMs: Math.max(0, context.elapsedMs()),
    breaker: { state: breakers?.overall() ?? 'off', opened: journal.breakersOpened },
    rewrites: journal.rewrites,
    playbook: loaded === null ? null : { name: loaded.name, version: loaded.version },
    orderId: facts.order?.id ?? null,
    petId: facts.pet?.id ?? null,
    trace: journal.attempts,
  };
}
