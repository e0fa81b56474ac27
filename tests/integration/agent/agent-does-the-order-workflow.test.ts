import { afterEach, expect, test } from 'vitest';
import { type RunningAgent, runningAgent } from './running-agent.ts';
import { type Script, type ScriptedPetstore, scriptedPetstore } from './scripted-petstore.ts';

let petstore: ScriptedPetstore;
let agent: RunningAgent;

async function start(scripts: Readonly<Record<string, Script>> = {}): Promise<void> {
  petstore = await scriptedPetstore(scripts);
  agent = await runningAgent(petstore.baseUrl);
}

afterEach(async () => {
  await agent.close();
  await petstore.close();
});

const failOnce =
  (status: number): Script =>
  (_request, nth) =>
    nth === 1 ? { status } : undefined;

test('orders the pet that was found and marks it sold', async () => {
  await start();
  const result = await agent.run({ policy: { type: 'none' }, traceparent: '00-ab-cd-01' });
  expect(result).toMatchObject({
    outcome: 'success',
    stepsCompleted: ['get_inventory', 'find_pets_by_status', 'place_order', 'update_pet_status'],
    calls: 4,
    retries: 0,
    firstTrySuccess: true,
    waitMs: 0,
    petId: 7,
    orderId: 1,
  });
  expect(petstore.petStatus()).toBe('sold');
  expect([...petstore.orders.values()]).toMatchObject([{ petId: 7 }]);
  for (const { headers } of petstore.seen) {
    expect(headers).toMatchObject({
      'chaos-session': 's-0',
      'chaos-arm': 'test',
      'chaos-attempt': '1',
      traceparent: '00-ab-cd-01',
    });
    expect(headers).not.toHaveProperty('idempotency-key');
  }
});

test('without recovery the first failure is the end', async () => {
  await start({ placeOrder: failOnce(503) });
  const result = await agent.run({ policy: { type: 'none' } });
  expect(result).toMatchObject({
    outcome: 'failure',
    failedStep: 'place_order',
    failure: { condition: '503', effect: 'ambiguous', status: 503 },
    calls: 3,
  });
  expect(petstore.orders.size).toBe(0);
});

test('blind retries go out at once, each with its own ordinal and without a key', async () => {
  await start({ placeOrder: failOnce(500), updatePet: failOnce(429) });
  const result = await agent.run({ policy: { type: 'blind', retries: 2 } });
  expect(result).toMatchObject({ outcome: 'success', calls: 6, retries: 2, waitMs: 0 });
  const placed = petstore.calls('placeOrder');
  expect(placed.map(({ headers }) => headers['chaos-attempt'])).toEqual(['1', '2']);
  expect(placed[0]?.body).toBe(placed[1]?.body);
});

test('the training playbook waits as its entries say, in lab time', async () => {
  await start({ getInventory: failOnce(429), findPetsByStatus: failOnce(503) });
  const result = await agent.run({ policy: { type: 'playbook', name: 'training' } });
  expect(result).toMatchObject({ outcome: 'success', calls: 6, retries: 2 });
  const [inventory, , pets] = result.trace;
  expect(inventory?.decision).toMatchObject({
    strategy: 'wait_and_retry',
    path: "$.get_inventory['429']",
    waitMs: 5_000,
  });
  const waited = pets?.decision?.waitMs ?? 0;
  expect(waited).toBeGreaterThanOrEqual(1_000);
  expect(waited).toBeLessThan(1_500);
  expect(result.waitMs).toBe(5_000 + waited);
});

test('what the training playbook does not know goes to a human', async () => {
  await start({ getInventory: failOnce(418) });
  const result = await agent.run({ policy: { type: 'playbook', name: 'training' } });
  expect(result).toMatchObject({ outcome: 'escalated', failedStep: 'get_inventory', calls: 1 });
  expect(result.trace[0]?.decision?.path).toBe('$.default');
});

test('two arms of a session wait alike', async () => {
  await start({
    findPetsByStatus: (_request, nth) => (nth % 2 === 1 ? { status: 500 } : undefined),
  });
  const policy = { type: 'playbook', name: 'training' } as const;
  const one = await agent.run({ policy, arm: 'one' });
  const other = await agent.run({ policy, arm: 'other' });
  const elsewhere = await agent.run({ policy, session: 's-1' });
  expect(one.waitMs).toBe(other.waitMs);
  expect(one.waitMs).not.toBe(elsewhere.waitMs);
});

test('axios-retry retries what the package retries: a GET after 503, never a POST after 503', async () => {
  await start({ getInventory: failOnce(503), placeOrder: failOnce(503) });
  const result = await agent.run({ policy: { type: 'axios-retry' } });
  expect(result).toMatchObject({
    outcome: 'failure',
    failedStep: 'place_order',
    calls: 4,
    retries: 1,
  });
  expect(petstore.calls('getInventory').map(({ headers }) => headers['chaos-attempt'])).toEqual([
    '1',
    '2',
  ]);
  expect(petstore.calls('placeOrder')).toHaveLength(1);
});

test('axios-retry retries a POST whose connection was reset', async () => {
  await start({
    placeOrder: (_request, nth, response) => {
      if (nth > 1) return undefined;
      (response.socket as { resetAndDestroy(): void }).resetAndDestroy();
      return 'handled';
    },
  });
  const result = await agent.run({ policy: { type: 'axios-retry' } });
  expect(result).toMatchObject({ outcome: 'success', retries: 1 });
  expect(result.trace.map(({ condition }) => condition)).toContain('reset');
});

test('axios-retry with delays waits 100·2^n ms plus a fifth at most, or as long as the server asks', async () => {
  await start({
    getInventory: failOnce(503),
    findPetsByStatus: (_request, nth) =>
      nth === 1 ? { status: 429, headers: { 'Retry-After': '7' } } : undefined,
  });
  const result = await agent.run({ policy: { type: 'axios-retry', mode: 'exponential' } });
  expect(result.outcome).toBe('success');
  const [backoff = 0, asked = 0] = result.trace.flatMap(({ decision }) => decision?.waitMs ?? []);
  expect(backoff).toBeGreaterThanOrEqual(200);
  expect(backoff).toBeLessThan(240);
  expect(asked).toBeGreaterThanOrEqual(7_000);
  expect(asked).toBeLessThan(8_400);
});
