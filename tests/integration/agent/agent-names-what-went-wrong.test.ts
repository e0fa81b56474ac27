import type { ServerResponse } from 'node:http';
import { setInterval } from 'node:timers';
import { describe, expect, test } from 'vitest';
import { agentUnderTest } from './agent-under-test.ts';
import type { Script } from './scripted-petstore.ts';

const raw =
  (write: (response: ServerResponse) => void): Script =>
  (_request, _nth, response) => {
    write(response);
    return 'handled';
  };

const text = (body: string): Script => raw((response) => response.end(body));

/** One byte every 5 ms, for ever. */
const dribble = raw((response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.once('close', () => clearInterval(timer));
});

const CASES: readonly (readonly [string, Script, string, string])[] = [
  ['a status', () => ({ status: 503 }), '503', 'ambiguous'],
  ['a redirect', () => ({ status: 302 }), '302', 'answered'],
  ['a reset', raw((response) => response.socket?.resetAndDestroy()), 'reset', 'ambiguous'],
  [
    'a FIN without an answer',
    raw((response) => response.socket?.destroySoon()),
    'close',
    'ambiguous',
  ],
  [
    'a Content-Length that lies',
    raw((response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"available"');
      setImmediate(() => response.socket?.destroySoon());
    }),
    'truncated',
    'ambiguous',
  ],
  [
    'bytes that are no HTTP',
    raw((response) => response.socket?.end('HELLO\r\n\r\n')),
    'malformed',
    'ambiguous',
  ],
  ['a 200 with broken JSON', text('{"available": 1'), 'malformed', 'ambiguous'],
  ['a 200 with an error page', text('<html>oops</html>'), 'malformed', 'ambiguous'],
  ['a 200 without a body', text(''), 'malformed', 'ambiguous'],
  ['a 200 of another shape', text('{"available": "many"}'), 'schema_mismatch', 'ambiguous'],
  [
    'a stale answer',
    () => ({ status: 200, body: { available: 1 }, headers: { Warning: '110 - "stale"' } }),
    'stale',
    'ambiguous',
  ],
  ['a body that dribbles for ever', dribble, 'timeout', 'ambiguous'],
  ['silence', raw(() => {}), 'timeout', 'ambiguous'],
];

describe('every way to fail has a name, and says whether the server can have acted', () => {
  test.each(CASES)('%s', async (_name, script, condition, effect) => {
    const { agent } = await agentUnderTest({ getInventory: script });
    const result = await agent.run({
      policy: { type: 'none' },
      timeScale: 1,
      attemptTimeoutS: 0.25,
    });
    expect(result).toMatchObject({
      outcome: 'failure',
      failedStep: 'get_inventory',
      failure: { condition, effect },
      calls: 1,
    });
    expect(result.trace).toMatchObject([{ condition, effect, attempt: 1 }]);
  });

  test('nobody listens', async () => {
    const { agent, petstore } = await agentUnderTest({});
    await petstore.close();
    const result = await agent.run({ policy: { type: 'none' } });
    expect(result.failure).toMatchObject({ condition: 'connect_error', effect: 'not_sent' });
  });
});

describe('the deadline', () => {
  test('ends a call that would go on for ever', async () => {
    const { agent } = await agentUnderTest({ getInventory: dribble });
    const result = await agent.run({
      policy: { type: 'blind', retries: 50 },
      timeScale: 1,
      deadlineS: 0.3,
    });
    expect(result.failure?.condition).toBe('deadline_exceeded');
    expect(result.durationMs).toBeLessThan(5_000);
  });

  test('a Retry-After of an hour is not waited for', async () => {
    const tooLong: Script = () => ({ status: 429, headers: { 'Retry-After': '3600' } });
    const honor = { strategy: 'honor_retry_after', config: { cap: 86_400 } } as const;
    const { agent } = await agentUnderTest({ getInventory: tooLong }, { default: honor });
    const result = await agent.run({ timeScale: 1, deadlineS: 60 });
    expect(result).toMatchObject({
      outcome: 'failure',
      failure: { condition: 'deadline_exceeded' },
      waitMs: 0,
      calls: 1,
    });
  });

  test('decided waits count against it however fast they pass', async () => {
    const wait = {
      strategy: 'wait_and_retry',
      config: { wait_seconds: 40, max_retries: 9 },
    } as const;
    const { agent } = await agentUnderTest(
      { getInventory: () => ({ status: 503 }) },
      { _settings: { deadline_s: 100 }, default: wait },
    );
    const result = await agent.run({ timeScale: 10_000 });
    expect(result).toMatchObject({ calls: 3, waitMs: 80_000 });
    expect(result.failure?.condition).toBe('deadline_exceeded');
  });
});

test('a client that goes away calls its task off', async () => {
  const { agent, petstore } = await agentUnderTest({ getInventory: raw(() => {}) });
  const client = new AbortController();
  const answer = fetch(`${agent.url}/tasks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ session: 's', arm: 'a', policy: { type: 'blind', retries: 99 } }),
    signal: client.signal,
  });
  await expect.poll(() => petstore.seen.length).toBe(1);
  client.abort();
  await expect(answer).rejects.toThrow();
  await expect
    .poll(async () =>
      (await (await fetch(`${agent.url}/metrics`)).text()).includes(
        'agent_tasks_running{service="agent"} 0',
      ),
    )
    .toBe(true);
  expect(petstore.seen).toHaveLength(1);
});
