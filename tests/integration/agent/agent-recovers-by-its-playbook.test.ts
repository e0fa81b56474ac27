import { describe, expect, test } from 'vitest';
import { agentUnderTest, failing } from './agent-under-test.ts';
import type { Script } from './scripted-petstore.ts';

const down: Script = () => ({ status: 503 });

describe('the breaker', () => {
  const breaker = { consecutiveFailures: 3, resetAfterS: 30 } as const;
  const retry = { strategy: 'retry_immediately', config: { max_retries: 5 } } as const;

  test('opens after its consecutive failures, and what it keeps off goes by its own name', async () => {
    const { petstore, agent } = await agentUnderTest(
      { getInventory: down },
      { _settings: { breaker }, '*': { '503': retry }, default: { strategy: 'escalate_to_human' } },
    );
    const result = await agent.run({});
    expect(result).toMatchObject({
      outcome: 'escalated',
      failure: { condition: 'breaker_open', effect: 'not_sent' },
      calls: 3,
      breaker: { state: 'open', opened: 1 },
    });
    expect(petstore.seen).toHaveLength(3);
    expect(result.trace.at(-1)).toMatchObject({ attempt: 0, breaker: 'open' });
  });

  test('wait_half_open waits for the trial in lab time and uses up no retry', async () => {
    const { agent } = await agentUnderTest(
      { getInventory: failing(503, 1, 2, 3, 4) },
      {
        _settings: { breaker },
        '*': {
          '503': { ...retry, config: { max_retries: 4 } },
          breaker_open: { strategy: 'wait_half_open' },
        },
      },
    );
    const result = await agent.run({});
    expect(result).toMatchObject({
      outcome: 'success',
      waitMs: 60_000,
      breaker: { state: 'closed', opened: 2 },
    });
    expect(result.trace.filter(({ breaker: state }) => state === 'half-open')).toHaveLength(2);
  });

  test('a request that is wrong does not count against the route', async () => {
    const { agent } = await agentUnderTest(
      { getInventory: failing(404, 1, 2, 3, 4) },
      { _settings: { breaker }, '*': { '404': retry } },
    );
    expect(await agent.run({})).toMatchObject({ outcome: 'success', breaker: { opened: 0 } });
  });

  test('which conditions count can be chosen', async () => {
    const { agent } = await agentUnderTest(
      { getInventory: failing(404, 1, 2, 3) },
      { _settings: { breaker, breaker_counts: ['404'] }, '*': { '404': retry } },
    );
    expect((await agent.run({})).breaker.opened).toBe(1);
  });

  test('a task keeps its own, the process shares one where the scope says so', async () => {
    const playbook = (scope: 'task' | 'process') =>
      ({ _settings: { breaker: { ...breaker, scope } }, '*': { '503': retry } }) as const;
    const own = await agentUnderTest({ getInventory: down }, playbook('task'));
    await own.agent.run({ timeScale: 1 });
    expect((await own.agent.run({ timeScale: 1 })).calls).toBe(3);

    const shared = await agentUnderTest({ getInventory: down }, playbook('process'));
    await shared.agent.run({ timeScale: 1 });
    expect((await shared.agent.run({ timeScale: 1 })).calls).toBe(0);
    const metrics = await (await fetch(`${shared.agent.url}/metrics`)).text();
    expect(metrics).toMatch(/agent_breaker_transitions_total\{.*route="getInventory".*\} 1/);
  });

  test('the task can switch it off', async () => {
    const { agent } = await agentUnderTest(
      { getInventory: down },
      { _settings: { breaker }, '*': { '503': retry } },
    );
    expect(await agent.run({ breaker: false })).toMatchObject({
      calls: 6,
      breaker: { state: 'off' },
    });
  });
});

describe('the retry budget', () => {
  const retry = { strategy: 'retry_immediately', config: { max_retries: 10 } } as const;

  test('is shared by tasks, and an empty one is a condition of its own', async () => {
    const { petstore, agent } = await agentUnderTest(
      { getInventory: down },
      {
        _settings: { retry_budget: { capacity: 3, refill_per_success: 0.1 } },
        '*': { '503': retry },
      },
    );
    expect(await agent.run({})).toMatchObject({
      calls: 4,
      failure: { condition: 'budget_exhausted', effect: 'not_sent' },
    });
    expect((await agent.run({})).calls).toBe(1);
    expect(petstore.seen).toHaveLength(5);
    const metrics = await (await fetch(`${agent.url}/metrics`)).text();
    expect(metrics).toMatch(/agent_retry_budget_tokens\{.*\} 0/);
  });
});

describe('a change of error', () => {
  const changing: Script = (_request, nth) =>
    nth === 1 ? { status: 503 } : nth === 2 ? { status: 404 } : undefined;
  const table = {
    '503': { strategy: 'retry_immediately', config: { max_retries: 5 } },
    '404': { strategy: 'fail_fast' },
  } as const;

  test('is looked up anew where the playbook says so', async () => {
    const { agent } = await agentUnderTest(
      { getInventory: changing },
      { _settings: { re_resolve: true }, get_inventory: table },
    );
    expect(await agent.run({})).toMatchObject({ outcome: 'failure', calls: 2 });
  });

  test('is not, in a classic playbook: the entry of the first error stays in charge', async () => {
    const { agent } = await agentUnderTest({ getInventory: changing }, { get_inventory: table });
    expect((await agent.run({})).outcome).toBe('success');
  });
});

test('a sequence goes on to its next part when one gives up', async () => {
  const { agent } = await agentUnderTest(
    { getInventory: down },
    {
      get_inventory: {
        '503': {
          strategy: 'sequence',
          config: {
            steps: [
              { strategy: 'retry_immediately', config: { max_retries: 2 } },
              { strategy: 'retry_fixed', config: { delay: 3, max_retries: 1 } },
              { strategy: 'fallback_static', config: { value: { available: 1 } } },
            ],
          },
        },
      },
    },
  );
  const result = await agent.run({});
  expect(result).toMatchObject({ outcome: 'success', waitMs: 3_000 });
  expect(result.trace.slice(0, 4).map(({ decision }) => decision?.strategy)).toEqual([
    'retry_immediately',
    'retry_immediately',
    'retry_fixed',
    'fallback_static',
  ]);
});

test('fallback_stale goes on with what an earlier task read', async () => {
  const { agent } = await agentUnderTest(
    { getInventory: (_request, nth) => (nth > 1 ? { status: 503 } : undefined) },
    { get_inventory: { '503': { strategy: 'fallback_stale' } } },
  );
  expect((await agent.run({ timeScale: 1 })).outcome).toBe('success');
  const second = await agent.run({ timeScale: 1 });
  expect(second.stepsCompleted).toContain('get_inventory');
  expect(second.trace[0]?.decision?.strategy).toBe('fallback_stale');
});

test('a hedged retry is answered by its second copy, and the first is called off', async () => {
  let closed = false;
  const { petstore, agent } = await agentUnderTest(
    {
      getInventory: (_request, nth, response) => {
        if (nth === 1) return { status: 503 };
        if (nth > 2) return undefined;
        response.once('close', () => {
          closed = true;
        });
        return 'handled';
      },
    },
    { get_inventory: { '503': { strategy: 'hedge', config: { after: 0.05 } } } },
  );
  expect((await agent.run({ timeScale: 1 })).outcome).toBe('success');
  const ordinals = petstore.calls('getInventory').map(({ headers }) => headers['chaos-attempt']);
  expect(ordinals).toEqual(['1', '2', '3']);
  await expect.poll(() => closed).toBe(true);
});

test('timeout_override gives the slow call the time it needs', async () => {
  const slow: Script = (_request, _nth, response) => {
    setTimeout(() => response.end('{"available":1}'), 150);
    return 'handled';
  };
  const { agent } = await agentUnderTest(
    { getInventory: slow },
    { get_inventory: { timeout: { strategy: 'timeout_override', config: { timeout: 5 } } } },
  );
  const result = await agent.run({ timeScale: 1, attemptTimeoutS: 0.05 });
  expect(result.outcome).toBe('success');
  expect(result.trace.slice(0, 2).map(({ condition }) => condition)).toEqual(['timeout', 'ok']);
});

test('the cap on calls holds whatever an entry allows', async () => {
  const { agent } = await agentUnderTest(
    { getInventory: down },
    {
      _settings: { max_attempts: 4 },
      default: { strategy: 'retry_immediately', config: { max_retries: 50 } },
    },
  );
  expect((await agent.run({})).calls).toBe(4);
});
