import { describe, expect, test } from 'vitest';
import { agentUnderTest, losingAnswer } from './agent-under-test.ts';
import type { Script } from './scripted-petstore.ts';

const RESILIENT = { policy: { type: 'playbook', name: 'resilient' } } as const;

/** The first order is placed and its answer lost; every later try is answered like this. */
const lostThen =
  (status: number): Script =>
  (request, nth, response) =>
    nth === 1 ? losingAnswer(1)(request, nth, response) : { status };

describe('a write whose answer was lost and whose retry is refused', () => {
  test.each([400, 401, 403, 404, 409, 410, 422])(
    'is found by reading back after %d, and the task goes on',
    async (status) => {
      const { petstore, agent } = await agentUnderTest({ placeOrder: lostThen(status) });
      const result = await agent.run(RESILIENT);
      expect(result).toMatchObject({ outcome: 'success', orderId: 1 });
      expect(petstore.orders.size).toBe(1);
      expect(result.writes).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    },
  );

  test('is undone where the task cannot go on', async () => {
    const { petstore, agent } = await agentUnderTest({
      placeOrder: lostThen(403),
      updatePet: () => ({ status: 403 }),
    });
    const result = await agent.run(RESILIENT);
    expect(result.outcome).toBe('failure');
    expect(petstore.orders.size).toBe(0);
    expect(result.writes).toMatchObject([{ state: 'undone' }, { state: 'not_done' }]);
  });

  test('is reported in doubt, with what to check, where nobody may read back', async () => {
    const { petstore, agent } = await agentUnderTest({ placeOrder: losingAnswer(1) });
    const result = await agent.run({ policy: { type: 'none' } });
    expect(petstore.orders.size).toBe(1);
    expect(result.writes).toMatchObject([
      {
        step: 'place_order',
        state: 'in_doubt',
        check: { tool: 'find_orders', input: { petId: 7 }, sent: { petId: 7, quantity: 1 } },
      },
    ]);
  });

  test('each blind copy of it counts by itself', async () => {
    const { petstore, agent } = await agentUnderTest({ placeOrder: losingAnswer(1) });
    const result = await agent.run({ policy: { type: 'blind', retries: 2 } });
    expect(petstore.orders.size).toBe(2);
    expect(result.writes.filter(({ step }) => step === 'place_order')).toMatchObject([
      { state: 'in_doubt' },
      { state: 'done' },
    ]);
  });
});

describe.each(['breaker_open', 'budget_exhausted'])('where the last failure was %s', (last) => {
  const lost = (safety: 'strict' | 'classic') =>
    agentUnderTest(
      { placeOrder: losingAnswer(1, 2, 3, 4, 5, 6) },
      {
        _settings: {
          safety,
          compensate_on_failure: { base_delay: 0.1 },
          ...(last === 'breaker_open'
            ? { breaker: { consecutiveFailures: 2, resetAfterS: 3600 } }
            : { retry_budget: { capacity: 1, refill_per_success: 0 } }),
        },
        '*': {
          reset: { strategy: 'idempotent_retry', config: { max_retries: 9 } },
          [last]: { strategy: 'fail_fast' },
        },
      },
    );

  test('a lost write is undone', async () => {
    const { petstore, agent } = await lost('classic');
    const result = await agent.run({});
    expect(result).toMatchObject({ outcome: 'failure', failure: { condition: last } });
    expect(petstore.orders.size).toBe(0);
    expect(result.writes).toMatchObject([{ step: 'place_order', state: 'undone' }]);
  });

  test('strict reads it back first, and goes on', async () => {
    const { petstore, agent } = await lost('strict');
    const result = await agent.run({});
    expect(result).toMatchObject({ outcome: 'success', orderId: 1 });
    expect(petstore.orders.size).toBe(1);
  });
});

describe('a key whose first request is still at work', () => {
  const stillRunning = {
    status: 409,
    body: { type: 'urn:chaos-lab:problem:idempotency-in-progress', status: 409, title: 'running' },
  } as const;

  test('is asked about again until there is an answer', async () => {
    const { petstore, agent } = await agentUnderTest({
      placeOrder: (request, nth, response) => {
        if (nth === 1) return losingAnswer(1)(request, nth, response);
        return nth < 5 ? stillRunning : undefined;
      },
    });
    const result = await agent.run(RESILIENT);
    expect(result).toMatchObject({ outcome: 'success', orderId: 1 });
    expect(petstore.calls('placeOrder')).toHaveLength(5);
    expect(petstore.orders.size).toBe(1);
  });
});

describe('an undo', () => {
  const undoing = (deleteOrder: Script, findOrders: Script) =>
    agentUnderTest(
      { updatePet: () => ({ status: 403 }), deleteOrder, findOrders },
      {
        _settings: { compensate_on_failure: { base_delay: 0.1, max_retries: 2 } },
        default: { strategy: 'fail_fast' },
      },
    );
  const order = async (bench: ReturnType<typeof undoing>) =>
    (await (await bench).agent.run({})).writes.find(({ step }) => step === 'place_order');

  test('that is answered with 404 is checked, since that may be of anybody answer', async () => {
    const notThere: Script = () => ({ status: 404 });
    expect(await order(undoing(notThere, () => undefined))).toMatchObject({ state: 'done' });
    expect(await order(undoing(losingAnswer(1, 2, 3), () => undefined))).toMatchObject({
      state: 'undone',
    });
  });

  test('that cannot be checked leaves the write in doubt', async () => {
    const unreadable: Script = () => ({ status: 403 });
    expect(await order(undoing(() => ({ status: 404 }), unreadable))).toMatchObject({
      state: 'in_doubt',
    });
    expect(await order(undoing(losingAnswer(1, 2, 3), unreadable))).toMatchObject({
      state: 'in_doubt',
    });
  });
});

describe('a client that goes away', () => {
  test.each([RESILIENT.policy, { type: 'blind', retries: 5 }] as const)(
    'before a retry causes no further call by $type',
    async (policy) => {
      const { petstore, agent } = await agentUnderTest({
        getInventory: (_request, nth) =>
          nth === 1 ? { status: 503, headers: { 'Retry-After': '2' } } : undefined,
        placeOrder: () => ({ status: 503 }),
      });
      const gone = new AbortController();
      const asked = fetch(`${agent.url}/tasks`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ session: 's', arm: 'a', policy }),
        signal: gone.signal,
      }).catch(() => undefined);
      await expect.poll(() => petstore.seen.length).toBeGreaterThan(0);
      if (policy.type === 'blind')
        await expect.poll(() => petstore.calls('placeOrder').length).toBeGreaterThan(0);
      gone.abort();
      await asked;
      await expect.poll(async () => running(agent.url)).toBe(0);
      const tried = policy.type === 'blind' ? petstore.calls('placeOrder').length : 0;
      expect(petstore.calls('placeOrder')).toHaveLength(tried);
      if (policy.type !== 'blind') expect(petstore.seen).toHaveLength(1);
    },
  );

  test('after an order gets it taken back', async () => {
    const gone = new AbortController();
    const { petstore, agent } = await agentUnderTest({
      updatePet: (_request, nth) => {
        if (nth === 1) gone.abort();
        return { status: 503, headers: { 'Retry-After': '2' } };
      },
    });
    await fetch(`${agent.url}/tasks`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ session: 's', arm: 'a', ...RESILIENT, timeScale: 100 }),
      signal: gone.signal,
    }).catch(() => undefined);
    await expect.poll(() => petstore.calls('deleteOrder').length).toBe(1);
    await expect.poll(async () => running(agent.url)).toBe(0);
    expect(petstore.orders.size).toBe(0);
    expect(petstore.calls('updatePet')).toHaveLength(1);
  });
});

async function running(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^agent_tasks_running\S* (\d+)/m.exec(text)?.[1]);
}
