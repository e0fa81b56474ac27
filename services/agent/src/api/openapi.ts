import { jsonSchemas, NDJSON_CONTENT_TYPE, PROBLEM_CONTENT_TYPE } from '@chaos-lab/contracts';

const json = (schema: object, description: string): object => ({
  description,
  content: { 'application/json': { schema } },
});
const contract = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const problem = (description: string): object => ({
  description,
  content: { [PROBLEM_CONTENT_TYPE]: { schema: contract('problem') } },
});
const plain = (description: string): object => ({ description });
const body = (schema: object): object => ({
  required: true,
  content: { 'application/json': { schema } },
});

const NAME = {
  name: 'name',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
};
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The version that is to be replaced.',
  schema: { type: 'string' },
};

const getPlaybook = (operationId: string): object => ({
  operationId,
  responses: {
    200: json(contract('playbook'), 'As it was written; its version is the ETag.'),
    404: problem('There is none.'),
  },
});
const putPlaybook = (operationId: string): object => ({
  operationId,
  parameters: [IF_MATCH],
  requestBody: body(contract('playbook')),
  responses: {
    200: json(contract('playbook'), 'In force for tasks that begin from now on.'),
    409: problem('There is no room for another name.'),
    412: problem('If-Match names another version.'),
    422: problem('It is not valid; what was in force stays. Every issue has its JSON path.'),
  },
});

const text = { type: 'string' };
const TASK_IN_DOUBT = {
  type: 'object',
  required: ['taskId', 'session', 'arm', 'workflow'],
  properties: { taskId: text, session: text, arm: text, workflow: text },
};

const PATHS = {
  '/tasks': {
    post: {
      operationId: 'runTask',
      summary: 'Do a task and answer when it is over, or with its events as they happen.',
      requestBody: body({ oneOf: [contract('task-request'), contract('resume-request')] }),
      responses: {
        200: {
          description: 'The task is over; its outcome is in the result.',
          content: {
            'application/json': { schema: contract('task-result') },
            [NDJSON_CONTENT_TYPE]: { schema: contract('task-event') },
          },
        },
        400: problem('The body is not JSON.'),
        404: problem('There is no such task to resume.'),
        409: problem('The task to resume is running.'),
        422: problem('The task is not valid.'),
      },
    },
  },
  '/tasks/in-doubt': {
    get: {
      operationId: 'listTasksInDoubt',
      summary: 'The tasks that can be resumed, the oldest first.',
      responses: {
        200: json(
          {
            type: 'object',
            required: ['tasks'],
            properties: {
              tasks: { type: 'array', items: TASK_IN_DOUBT },
            },
          },
          'Those that nobody works on.',
        ),
      },
    },
  },
  '/lookup': {
    post: {
      operationId: 'lookup',
      summary: 'The entry that a failure would get, and the trace of why.',
      requestBody: body(contract('lookup-request')),
      responses: {
        200: json(contract('lookup-answer'), 'The entry.'),
        404: problem('There is no such playbook.'),
        422: problem('The question is not valid.'),
      },
    },
  },
  '/playbook': { get: getPlaybook('getDefaultPlaybook'), put: putPlaybook('putDefaultPlaybook') },
  '/playbooks': {
    get: {
      operationId: 'listPlaybooks',
      responses: {
        200: json(
          {
            type: 'object',
            required: ['default', 'playbooks'],
            properties: {
              default: { type: ['string', 'null'] },
              playbooks: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['name', 'version'],
                  properties: { name: { type: 'string' }, version: { type: 'string' } },
                },
              },
            },
          },
          'The names that a task can use.',
        ),
      },
    },
  },
  '/playbooks/{name}': {
    parameters: [NAME],
    get: getPlaybook('getPlaybook'),
    put: putPlaybook('putPlaybook'),
  },
  '/openapi.json': { get: { operationId: 'getDescription', responses: { 200: plain('This.') } } },
  '/metrics': { get: { operationId: 'getMetrics', responses: { 200: plain('Prometheus text.') } } },
  '/healthz': { get: { operationId: 'getHealth', responses: { 200: plain('Alive.') } } },
  '/readyz': {
    get: {
      operationId: 'getReadiness',
      responses: { 200: plain('Can serve.'), 503: problem('No playbook is loaded.') },
    },
  },
} as const;

const USED = [
  'task-request',
  'task-result',
  'task-event',
  'lookup-request',
  'lookup-answer',
  'playbook',
  'problem',
];

/** The OpenAPI 3.1 document of this API; its schemas are those of the contracts. */
export function openApiDocument(): object {
  const schemas = jsonSchemas();
  return {
    openapi: '3.1.0',
    info: { title: 'Agent', version: '0.1.0', description: 'Does tasks, recovers by a playbook.' },
    paths: PATHS,
    components: {
      schemas: Object.fromEntries(USED.map((name) => [name, embedded(name, schemas.get(name))])),
    },
  };
}

/** A schema inside the document: what it calls `#/$defs/x` is elsewhere now. */
function embedded(name: string, schema: object | undefined): unknown {
  const text = JSON.stringify(schema ?? {});
  return JSON.parse(
    text
      .replaceAll('"#/$defs/', `"#/components/schemas/${name}/$defs/`)
      .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`),
  ) as unknown;
}
