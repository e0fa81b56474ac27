import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type DecisionRecord,
  type OrderFacts,
  problemType,
  runListSchema,
  type TaskRequest,
  type TaskResult,
  taskRequestSchema,
} from '@chaos-lab/contracts';
import { closeServer, listen, type ProcessInfo } from '@chaos-lab/service-kit';
import { z } from 'zod';

const drainSchema = runListSchema.extend({ workflow: z.literal('order') });

/** Servers that speak the contracts of agent, proxy admin and petstore admin, and nothing more. */
export type ContractLab = {
  readonly agentUrl: string;
  readonly proxyAdminUrl: string;
  readonly petstoreAdminUrl: string;
  readonly tasks: TaskRequest[];
  readonly scenarios: unknown[];
  stopPetstore(): Promise<void>;
  /** Brings it back at its old address. */
  startPetstore(): Promise<void>;
  stop(): Promise<void>;
};

export type Behaviour = {
  /** Whether the run succeeds. */
  readonly succeeds: (task: TaskRequest) => boolean;
  /** Called before a task is answered. */
  readonly onTask?: (task: TaskRequest, count: number) => Promise<void> | void;
  /** A problem that the agent answers instead. */
  readonly refuses?: (task: TaskRequest) => { type: string; detail: string } | undefined;
};

export async function startContractLab(behaviour: Behaviour): Promise<ContractLab> {
  const tasks: TaskRequest[] = [];
  const succeeds = (task: TaskRequest): boolean =>
    task.arm.endsWith('.calm') || behaviour.succeeds(task);
  const scenarios: unknown[] = [];
  const bySession = new Map<string, TaskRequest>();

  const agent = await serve(async (request, response) => {
    if (request.url === '/playbooks')
      return json(response, 200, { playbooks: [{ name: 'known' }] });
    if (request.method === 'GET') return answerGet(request, response, 'agent');
    const task = taskRequestSchema.parse(JSON.parse(await bodyOf(request)));
    const calm = task.arm.endsWith('.calm');
    if (!calm) tasks.push(task);
    const refusal = behaviour.refuses?.(task);
    if (refusal !== undefined) return json(response, 422, { ...refusal, title: 'No', status: 422 });
    if (!calm) await behaviour.onTask?.(task, tasks.length);
    bySession.set(`${task.session}/${task.arm}`, task);
    return json(response, 200, resultOf(task, succeeds(task)));
  });
  const proxy = await serve(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (request.method === 'PUT') scenarios.push(JSON.parse(await bodyOf(request)));
    if (url.pathname !== '/tape/drain') return answerGet(request, response, 'chaos-proxy');
    const { runs } = runListSchema.parse(JSON.parse(await bodyOf(request)));
    response.end(
      runs.map(({ session, arm }) => `${JSON.stringify(recordOf(session, arm))}\n`).join(''),
    );
  });
  const petstore = await serve(async (request, response) => {
    if (request.url !== '/verdicts/drain') return answerGet(request, response, 'petstore-mock');
    const { runs } = drainSchema.parse(JSON.parse(await bodyOf(request)));
    const verdicts = runs.map(({ session, arm }) => {
      const task = bySession.get(`${session}/${arm}`);
      return factsOf(session, arm, task !== undefined && succeeds(task));
    });
    return json(response, 200, { verdicts });
  });

  return {
    agentUrl: agent.url,
    proxyAdminUrl: proxy.url,
    petstoreAdminUrl: petstore.url,
    tasks,
    scenarios,
    stopPetstore: () => closeServer(petstore.server, 0),
    async startPetstore() {
      const port = Number(new URL(petstore.url).port);
      await listen(petstore.server, { port, host: '127.0.0.1', name: 'contract lab' });
    },
    async stop() {
      await Promise.all([agent, proxy, petstore].map(({ server }) => closeServer(server, 0)));
    },
  };
}

/** Health, lease and process of a server that is always well and belongs to whoever asks. */
function answerGet({ method, url }: IncomingMessage, response: ServerResponse, name: string): void {
  if (url === '/process') {
    const info: ProcessInfo = {
      v: 1,
      name,
      instance: name,
      startedAt: 0,
      settings: { name },
      pauses: [],
    };
    json(response, 200, info);
  } else if (url === '/lease' && method === 'POST') {
    json(response, 201, { token: 't', holder: 'h', expiresAt: new Date(0).toISOString() });
  } else json(response, 200, { status: 'ok' });
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

async function serve(handle: Handler): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    Promise.resolve(handle(request, response)).catch((error: unknown) => {
      json(response, 500, { type: problemType('internal'), title: String(error), status: 500 });
    });
  });
  const { url } = await listen(server, { port: 0, host: '127.0.0.1', name: 'contract lab' });
  return { server, url };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function resultOf(task: TaskRequest, success: boolean): TaskResult {
  return {
    taskId: `${task.session}-${task.arm}`,
    session: task.session,
    arm: task.arm,
    outcome: success ? 'success' : 'failure',
    stepsCompleted: success
      ? ['get_inventory', 'find_pets_by_status', 'place_order', 'update_pet_status']
      : [],
    stepsTotal: 4,
    failedStep: success ? null : 'get_inventory',
    failure: success
      ? null
      : { condition: '503', effect: 'answered', status: 503, retryAfterS: null, message: '503' },
    calls: 1,
    retries: 0,
    firstTrySuccess: success,
    waitMs: 12.5,
    durationMs: 40,
    breaker: { state: 'off', opened: 0 },
    rewrites: 0,
    writes: [],
    playbook: null,
    orderId: null,
    petId: null,
    trace: [
      {
        seq: 1,
        step: 'get_inventory',
        operation: 'getInventory',
        attempt: 1,
        startedMs: 0,
        networkMs: 1,
        status: success ? 200 : 503,
        condition: success ? 'ok' : '503',
        effect: 'answered',
        breaker: 'off',
        idempotencyKey: null,
        decision: null,
      },
    ],
  };
}

function recordOf(session: string, arm: string): DecisionRecord {
  return {
    v: 1,
    id: `${session}-${arm}`,
    run: 'r',
    session,
    arm,
    operation: 'getInventory',
    call: 1,
    retry: null,
    racing: false,
    digest: null,
    key: null,
    attempt: 1,
    ordinal: 1,
    method: 'POST',
    path: '/api/v3/store/order',
    rule: null,
    rate: 0,
    draws: [0.5, 0.5, 0.5, 0.5],
    fault: null,
    phase: null,
    parameters: {},
    suppressed: null,
    timed: false,
    source: 'seed',
    traceparent: null,
    startedAt: 0,
    upstreamStatus: 200,
    upstreamMs: 1,
    status: 200,
    durationMs: 1,
    end: 'complete',
    reached: 'good',
    effect: null,
  };
}

function factsOf(session: string, arm: string, complete: boolean): OrderFacts {
  return {
    session,
    arm,
    workflow: 'order',
    effects: complete ? 2 : 0,
    orderIds: complete ? [1] : [],
    soldPetIds: complete ? [1] : [],
    duplicates: 0,
    orphanOrders: 0,
    orphanSales: 0,
    lostUpdates: 0,
    complete,
    clean: !complete,
  };
}
