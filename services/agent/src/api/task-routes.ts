import { PROBLEM, taskRequestSchema, type TaskRequest } from '@chaos-lab/contracts';
import { methodNotAllowed, ProblemError } from '@chaos-lab/service-kit';
import { Router } from 'express';
import type { AgentDeps } from '../app.ts';
import { UnknownPlaybookError } from '../playbook/library.ts';
import { runTask } from '../run-task.ts';
import { validate } from './validate.ts';

/** `POST /tasks`: does the task and answers with its result. */
export function taskRoutes({ services, metrics }: AgentDeps): Router {
  const router = Router();
  router.post('/tasks', async (request, response) => {
    const task = validate(taskRequestSchema, request.body, 'task-invalid');
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    metrics.started();
    try {
      const result = await runTask(task, services, {
        signal: gone.signal,
        listener: {
          onAttempt: (attempt) => metrics.attempt(attempt),
          onDecision: (_attempt, decision) => metrics.decision(decision),
        },
      });
      metrics.finished(policyLabel(task), result);
      response.json(result);
    } catch (error) {
      throw error instanceof UnknownPlaybookError ? unknownPlaybook(error) : error;
    } finally {
      metrics.ended();
    }
  });
  router.all('/tasks', methodNotAllowed(['POST']));
  return router;
}

/** A bounded label: playbooks are named by who runs the agent, not by who sends tasks. */
function policyLabel({ policy }: TaskRequest): string {
  if (policy.type === 'playbook') return policy.name;
  return policy.type === 'axios-retry' ? `axios-retry-${policy.mode}` : policy.type;
}

const unknownPlaybook = (error: UnknownPlaybookError): ProblemError =>
  new ProblemError('task-invalid', {
    status: 422,
    title: PROBLEM['task-invalid'],
    detail: `policy.name: ${error.message}`,
  });
