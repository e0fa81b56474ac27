import {
  NDJSON_CONTENT_TYPE,
  PROBLEM,
  type ProblemCode,
  type ResumeRequest,
  resumeRequestSchema,
  type TaskRequest,
  taskRequestSchema,
  type TaskResult,
  type WorkflowChoice,
} from '@chaos-lab/contracts';
import { methodNotAllowed, ProblemError } from '@chaos-lab/service-kit';
import { type Request, type Response, Router } from 'express';
import type { AgentMetrics } from '../metrics.ts';
import type { AgentServices } from '../task/agent-services.ts';
import { chooseWorkflow, NoSuchWorkflowError } from '../task/choose-workflow.ts';
import type { JournaledTask } from '../task/journal/journal.ts';
import { resumeTask } from '../task/resume-task.ts';
import { runTask } from '../task/run-task.ts';
import type { RunTaskOptions } from '../task/task.ts';
import { listenerOf, openStream } from './task-stream.ts';
import { invalid, validate } from './validate.ts';

/**
 * `POST /tasks`: does the task, or takes up one that is in doubt, and answers with its result, or with
 * its events as they happen where the client accepts NDJSON. A client that goes away calls its task off.
 * `GET /tasks/in-doubt` lists those that can be taken up.
 */
export function taskRoutes(services: AgentServices, metrics: AgentMetrics): Router {
  const router = Router();
  router.post('/tasks', async (request, response) => {
    const body: unknown = request.body;
    if (typeof body === 'object' && body !== null && 'resume' in body) {
      const asked = validate(resumeRequestSchema, body, 'task-invalid');
      const task = journaledOr4xx(asked, services);
      checkPlaybook(task.request, services);
      await answer(request, response, task.request, undefined, (options) =>
        resumeTask(task, asked.how, services, options),
      );
      return;
    }
    const task = validate(taskRequestSchema, body, 'task-invalid');
    checkPlaybook(task, services);
    const choice = await workflowOr422(task, services);
    const told = task.objective === undefined ? undefined : choice;
    await answer(request, response, task, told, (options) =>
      runTask(task, services, { ...options, choice }),
    );
  });
  router.all('/tasks', methodNotAllowed(['POST']));
  router.get('/tasks/in-doubt', (_request, response) => {
    const tasks = services.journal.unsettled().map(({ id, request: { session, arm }, choice }) => ({
      taskId: id,
      session,
      arm,
      workflow: choice.name,
    }));
    response.json({ tasks });
  });
  router.all('/tasks/in-doubt', methodNotAllowed(['GET']));
  return router;

  async function answer(
    request: Request,
    response: Response,
    task: TaskRequest,
    told: WorkflowChoice | undefined,
    run: (options: RunTaskOptions) => Promise<TaskResult>,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    metrics.started();
    try {
      const stream = wantsStream(request) ? openStream(response) : undefined;
      if (told !== undefined) stream?.({ event: 'workflow', workflow: told });
      const result = await run({ signal: gone.signal, listener: listenerOf(metrics, stream) });
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
  }
}

const wantsStream = (request: Request): boolean =>
  request.headers.accept?.includes(NDJSON_CONTENT_TYPE) === true;

function journaledOr4xx({ resume: id }: ResumeRequest, { journal }: AgentServices): JournaledTask {
  if (journal.isRunning(id)) {
    throw refused('conflict', 409, `the task ${id} is running: wait for its result`);
  }
  const task = journal.find(id);
  if (task !== undefined) return task;
  const why =
    'nothing of it is in doubt, or it never wrote: GET /tasks/in-doubt lists what can be resumed';
  throw refused('not-found', 404, `there is no task ${JSON.stringify(id)} to resume: ${why}`);
}

function checkPlaybook({ policy }: TaskRequest, { library }: AgentServices): void {
  if (policy.type !== 'playbook' || library.has(policy.name)) return;
  const known = library.names().join(', ');
  throw refused(
    'task-invalid',
    422,
    `/policy/name: there is no playbook "${policy.name}": expected one of ${known}`,
  );
}

const refused = (code: ProblemCode, status: number, detail: string): ProblemError =>
  new ProblemError(code, { status, title: PROBLEM[code], detail });

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
