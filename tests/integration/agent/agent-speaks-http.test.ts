import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookupAnswerSchema, problemSchema, taskEventSchema } from '@chaos-lab/contracts';
import { addressOf, closeServer, listen } from '@chaos-lab/service-kit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { agentUnderTest, failing } from './agent-under-test.ts';

const send = (url: string, method: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const stop = { default: { strategy: 'fail_fast' } } as const;

describe('POST /tasks', () => {
  test('streams its events as lines of JSON, the result last', async () => {
    const { agent } = await agentUnderTest(
      { getInventory: failing(503, 1) },
      { '*': { '503': { strategy: 'retry_immediately' } } },
    );
    const task = { session: 's', arm: 'a', policy: { type: 'playbook', name: 'under-test' } };
    const answer = await send(`${agent.url}/tasks`, 'POST', task, {
      Accept: 'application/x-ndjson',
    });
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await answer.text()).trimEnd().split('\n');
    const events = lines.map((line) => taskEventSchema.parse(JSON.parse(line)));
    expect(events.map(({ event }) => event)).toEqual([
      'attempt',
      'decision',
      'attempt',
      'attempt',
      'attempt',
      'attempt',
      'result',
    ]);
    expect(events.at(-1)).toMatchObject({ result: { outcome: 'success', retries: 1 } });
  });

  test.each([
    ['no task', {}, '/session'],
    ['an unknown policy', { session: 's', arm: 'a', policy: { type: 'hope' } }, '/policy/type'],
    [
      'a session that is no name',
      { session: 'a b', arm: 'a', policy: { type: 'none' } },
      '/session',
    ],
    [
      'a task with more than it knows',
      { session: 's', arm: 'a', policy: { type: 'none' }, x: 1 },
      '"x"',
    ],
    [
      'a playbook that is not there',
      { session: 's', arm: 'a', policy: { type: 'playbook', name: 'nope' } },
      'expected one of baseline, resilient, training',
    ],
  ])('refuses %s', async (_name, task, where) => {
    const { agent } = await agentUnderTest({});
    const answer = await send(`${agent.url}/tasks`, 'POST', task);
    expect(answer.status).toBe(422);
    const { detail } = problemSchema.parse(await answer.json());
    expect(detail).toContain(where);
  });

  test('refuses what is not JSON, and other methods', async () => {
    const { agent } = await agentUnderTest({});
    expect((await send(`${agent.url}/tasks`, 'POST', '{')).status).toBe(400);
    expect((await fetch(`${agent.url}/tasks`)).status).toBe(405);
    expect((await fetch(`${agent.url}/nope`)).status).toBe(404);
  });
});

describe('POST /lookup', () => {
  test('gives the entry of a failure and the trace of why', async () => {
    const { agent } = await agentUnderTest({}, stop);
    const asked = { tool: 'place_order', error: '429', playbook: 'training' };
    const answer = await send(`${agent.url}/lookup`, 'POST', asked);
    expect(lookupAnswerSchema.parse(await answer.json())).toMatchObject({
      playbook: { name: 'training' },
      entry: { strategy: 'wait_and_retry', config: { wait_seconds: 5, max_retries: 5 } },
      path: "$.place_order['429']",
      level: 'tool_exact',
    });
  });

  test('takes any words for an error, where a playbook knows nothing', async () => {
    const { agent } = await agentUnderTest({}, { place_order: {} });
    const asked = { tool: 'place_order', error: 'deadlock detected' };
    const found = lookupAnswerSchema.parse(
      await (await send(`${agent.url}/lookup`, 'POST', asked)).json(),
    );
    expect(found).toMatchObject({ level: 'search', path: 'knowledge_base/locks' });
    expect(found.score).toBeGreaterThan(8.5);
  });
});

describe('/playbook', () => {
  test('can be read, and replaced as a whole for later tasks', async () => {
    const { agent } = await agentUnderTest({ getInventory: () => ({ status: 503 }) }, stop);
    const before = await fetch(`${agent.url}/playbook`);
    expect(await before.json()).toEqual(stop);
    const better = { default: { strategy: 'retry_immediately', config: { max_retries: 2 } } };
    const put = await send(`${agent.url}/playbook`, 'PUT', better, {
      'If-Match': before.headers.get('etag') ?? '',
    });
    expect(put.status).toBe(200);
    const result = await agent.run({});
    expect(result.calls).toBe(3);
    expect(`"${result.playbook?.version}"`).toBe(put.headers.get('etag'));
  });

  test('a running task keeps the version that it began with', async () => {
    let proceed = (): void => {};
    const { agent } = await agentUnderTest(
      {
        getInventory: (_request, nth, response) => {
          if (nth > 1) return { status: 503 };
          proceed = () => {
            response.writeHead(503).end();
          };
          return 'handled';
        },
      },
      { default: { strategy: 'retry_immediately', config: { max_retries: 3 } } },
    );
    const running = agent.run({ timeScale: 1 });
    await expect.poll(() => proceed.name).not.toBe('');
    const version = (await fetch(`${agent.url}/playbook`)).headers.get('etag');
    await send(`${agent.url}/playbook`, 'PUT', stop);
    proceed();
    const result = await running;
    expect(result.calls).toBe(4);
    expect(`"${result.playbook?.version}"`).toBe(version);
  });

  test('refuses what is not valid with its JSON path, and what is out of date', async () => {
    const { agent } = await agentUnderTest({}, stop);
    const bad = await send(
      `${agent.url}/playbook`,
      'PUT',
      '{"default": {"strategy": "retry_fixed", "config": {"delay": NaN}}}',
    );
    expect(bad.status).toBe(422);
    expect(problemSchema.parse(await bad.json()).errors).toMatchObject([
      { path: '$.default.config.delay' },
    ]);
    const late = await send(`${agent.url}/playbook`, 'PUT', stop, { 'If-Match': '"old"' });
    expect(late.status).toBe(412);
    expect(await (await fetch(`${agent.url}/playbook`)).json()).toEqual(stop);
  });

  test('a file that changes is read again; a broken one keeps the one before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'agent-watch-'));
    const file = join(folder, 'live.json');
    const write = (text: string): void => writeFileSync(file, text);
    write(JSON.stringify(stop));
    const { agent } = await agentUnderTest({}, undefined, ['--playbook', file]);
    const read = async () => (await fetch(`${agent.url}/playbook`)).text();
    expect(JSON.parse(await read())).toEqual(stop);
    const changed = JSON.stringify({ default: { strategy: 'escalate_to_human' } });
    write(changed);
    await expect.poll(read).toBe(changed);
    write('{"default": ');
    const again = JSON.stringify({ default: { strategy: 'retry_immediately' } });
    const good = join(folder, 'other.json');
    writeFileSync(good, again);
    expect(await read()).toBe(changed);
    write(again);
    await expect.poll(read).toBe(again);
  });
});

test('its OpenAPI document describes every route, and its schemas hold', async () => {
  const { agent } = await agentUnderTest({}, stop);
  const document = (await (await fetch(`${agent.url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: Record<string, object> };
  };
  expect(document.openapi).toBe('3.1.0');
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of ['get', 'put', 'post'].filter((name) => name in methods)) {
      const url = `${agent.url}${path.replace('{name}', 'training')}`;
      const answer = await fetch(url, { method: method.toUpperCase() });
      expect([404, 405], `${method} ${path}`).not.toContain(answer.status);
    }
  }
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'doc');
  const validate = ajv.compile({ $ref: 'doc#/components/schemas/task-result' });
  const { trace, ...result } = await agent.run({ policy: { type: 'none' } });
  expect(validate({ ...result, trace })).toBe(true);
  expect(validate({ ...result, trace: 'none' })).toBe(false);
});

describe('a chat endpoint for errors that the playbook does not know', () => {
  const good = '{"strategy":"retry_immediately","config":{"max_retries":2},"reasoning":"try"}';

  /** An OpenAI-compatible server that answers what the test says, one answer a call. */
  async function chat(...answers: (string | number)[]) {
    const asked: { authorization: string | undefined; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const answer = answers[asked.length] ?? answers.at(-1) ?? 500;
        asked.push({ authorization: request.headers.authorization, body });
        if (answer === 'hang') return;
        if (typeof answer === 'number') response.writeHead(answer).end('no');
        else response.end(JSON.stringify({ choices: [{ message: { content: answer } }] }));
      });
    });
    await listen(server, { port: 0, host: '127.0.0.1', name: 'chat' });
    onTestFinished(() => {
      server.closeAllConnections();
      return closeServer(server, 0);
    });
    const flags = [
      `--llm-base-url=${addressOf(server).url}/v1`,
      '--llm-model=small',
      '--llm-api-key=k',
      '--llm-timeout-ms=200',
    ];
    return { asked, flags };
  }

  const unknown = { getInventory: failing(418, 1) };

  test('is asked once for each error, and its answer recovers the task', async () => {
    const { asked, flags } = await chat(good);
    const { agent } = await agentUnderTest({ getInventory: failing(418, 1, 3) }, stop, flags);
    const result = await agent.run({});
    expect(result.outcome).toBe('success');
    expect(result.trace[0]?.decision).toMatchObject({
      path: 'llm/small',
      strategy: 'retry_immediately',
    });
    await agent.run({});
    expect(asked).toHaveLength(1);
    expect(asked[0]?.authorization).toBe('Bearer k');
    const { model, messages } = JSON.parse(asked[0]?.body ?? '') as {
      model: string;
      messages: { role: string; content: string }[];
    };
    expect(model).toBe('small');
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[1]?.content).toContain('<error>418</error>');
  });

  test.each([
    ['is down', 500],
    ['hangs', 'hang'],
    ['answers nonsense', 'Have you tried turning it off and on again?'],
    ['makes up a strategy', '{"strategy":"reboot"}'],
  ] as const)('where it %s the default entry is used', async (_name, answer) => {
    const { asked, flags } = await chat(answer);
    const { agent } = await agentUnderTest(unknown, stop, flags);
    const result = await agent.run({});
    expect(result).toMatchObject({ outcome: 'failure', calls: 1 });
    expect(result.trace[0]?.decision?.path).toBe('$.default');
    expect(asked).toHaveLength(1);
  });

  test('a failed question may be asked again, up to the limit', async () => {
    const { asked, flags } = await chat(500);
    const { agent } = await agentUnderTest({ getInventory: () => ({ status: 418 }) }, stop, [
      ...flags,
      '--llm-max-calls=2',
    ]);
    for (let task = 0; task < 4; task += 1) await agent.run({});
    expect(asked).toHaveLength(2);
  });

  test('is not asked about what the playbook knows', async () => {
    const { asked, flags } = await chat(good);
    const { agent } = await agentUnderTest(
      unknown,
      { '*': { '418': { strategy: 'fail_fast' } } },
      flags,
    );
    await agent.run({});
    expect(asked).toHaveLength(0);
  });

  test('cannot have an ambiguous write resent blindly', async () => {
    const { flags } = await chat(good);
    const { agent, petstore } = await agentUnderTest({ placeOrder: failing(599, 1) }, stop, flags);
    const result = await agent.run({});
    expect(result).toMatchObject({ outcome: 'success', rewrites: 1 });
    expect(petstore.calls('findOrders')).toHaveLength(1);
  });
});
