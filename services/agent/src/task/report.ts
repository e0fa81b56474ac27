import type { TaskResult } from '@chaos-lab/contracts';
import type { Task } from './task.ts';

/** The result of a task that is over: what it claims, and everything that happened. */
export function report(task: Task): TaskResult {
  const { id, request, context, workflow, done, facts, failed, breakers, loaded } = task;
  const { trace } = context;
  return {
    taskId: id,
    session: request.session,
    arm: request.arm,
    workflow: task.choice,
    outcome: failed === null ? 'success' : failed.escalated ? 'escalated' : 'failure',
    stepsCompleted: done,
    stepsTotal: workflow.steps.length,
    failedStep: failed?.step ?? null,
    failure: failed?.failure ?? null,
    calls: trace.calls,
    retries: trace.retries,
    firstTrySuccess: failed === null && trace.isFlawless,
    waitMs: trace.waitMs,
    durationMs: Math.max(0, context.elapsedMs()),
    breaker: { state: breakers?.overall() ?? 'off', opened: trace.breakersOpened },
    rewrites: trace.rewrites,
    writes: context.writes.report(),
    playbook: loaded === null ? null : { name: loaded.name, version: loaded.version },
    orderId: idOf(facts['order']),
    petId: idOf(facts['pet']),
    trace: trace.attempts,
  };
}

function idOf(fact: unknown): number | null {
  const id = typeof fact === 'object' && fact !== null && 'id' in fact ? fact.id : null;
  return typeof id === 'number' ? id : null;
}
