import {
  NDJSON_CONTENT_TYPE,
  PROBLEM,
  type TaskEvent,
  type TaskRequest,
  taskRequestSchema,
  type WorkflowChoice,
} from '@chaos-lab/contracts';
import { methodNotAllowed, ProblemError } from '@chaos-lab/service-kit';
import { type Request, Router } from 'express';
import type { AgentServices } from '../task/agent-services.ts';
import type { AgentMetrics } from '../metrics.ts';
import { chooseWorkflow, NoSuchWorkflowError } from '../task/choose-workflow.ts';
import { runTask } from '../task/run-task.ts';
import type { TaskListener } from '../calls/context/trace.ts';
import { openStream } from './task-stream.ts';
import { invalid, validate } from './validate.ts';

/**
 * `POST /tasks`: does the task and answers with its result, or with its events as they happen where
 * the client accepts NDJSON. A client that goes away calls its task off.
 */
export function taskRoutes(services: AgentServices, metrics: AgentMetrics): Router {
  const router = Router();
  router.post('/tasks', async (request, response) => {
    const task = validate(taskRequestSchema, request.body, 'task-invalid');
    checkPlaybook(task, services);
    const choice = await workflowOr422(task, services);
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    metrics.started();
    try {
      const stream = wantsStream(request) ? openStream(response) : undefined;
      const listener = listenerOf(metrics, stream);
      if (task.objective !== undefined) stream?.({ event: 'workflow', workflow: choice });
      const result = await runTask(task, services, { choice, signal: gone.signal, listener });
      metrics.finished(policyLabel(task), result);
      if (stream === undefined) {
        response.json(result);
      } else {
        stream({ event: 'result', result });
        response.end();
      }
    } finally {
      metrics.ended();
    }
  });
  router.all('/tasks', methodNotAllowed(['POST']));
  return router;
}

const wantsStream = (request: Request): boolean =>
  request.headers.accept?.includes(NDJSON_CONTENT_TYPE) === true;

function listenerOf(
  metrics: AgentMetrics,
  stream: ((event: TaskEvent) => void) | undefined,
): TaskListener {
  return {
    onAttempt(attempt) {
      metrics.attempt(attempt);
      stream?.({ event: 'attempt', attempt });
    },
    onDecision({ seq }, decision) {
      metrics.decision(decision);
      stream?.({ event: 'decision', seq, decision });
    },
  };
}

function checkPlaybook({ policy }: TaskRequest, { library }: AgentServices): void {
  if (policy.type !== 'playbook' || library.has(policy.name)) return;
  throw new ProblemError('task-invalid', {
    status: 422,
    title: PROBLEM['task-invalid'],
    detail: `/policy/name: there is no playbook "${policy.name}": expected one of ${library.names().join(', ')}`,
  });
}

async function workflowOr422(task: TaskRequest, services: AgentServices): Promise<WorkflowChoice> {
  try {
    return await chooseWorkflow(task, services);
  } catch (error) {
    if (!(error instanceof NoSuchWorkflowError)) throw error;
    throw invalid('task-invalid', [{ path: error.path, message: error.message }]);
  }
}

/** A bounded label: playbooks are named by who runs the agent, not by who sends tasks. */
function policyLabel({ policy }: TaskRequest): string {
  if (policy.type === 'playbook') return policy.name;
  return policy.type === 'axios-retry' ? `axios-retry-${policy.mode}` : policy.type;
}
