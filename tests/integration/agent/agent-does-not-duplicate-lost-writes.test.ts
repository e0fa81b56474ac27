import { describe, expect, test } from 'vitest';
import { agentUnderTest, failing, losingAnswer } from './agent-under-test.ts';

const retry = { strategy: 'retry_immediately', config: { max_retries: 3 } } as const;
const strict = { safety: 'strict' } as const;

test('blind retries order twice when the answer to an order is lost', async () => {
  const { petstore, agent } = await agentUnderTest({ placeOrder: losingAnswer(1) });
  const result = await agent.run({ policy: { type: 'blind', retries: 2 } });
  expect(result.outcome).toBe('success');
  expect(petstore.orders.size).toBe(2);
});

test('a classic playbook does the same', async () => {
  const { petstore, agent } = await agentUnderTest(
    { placeOrder: losingAnswer(1) },
    { '*': { reset: retry } },
  );
  expect((await agent.run({})).rewrites).toBe(0);
  expect(petstore.orders.size).toBe(2);
});

test('strict reads back first, and takes the order that is there', async () => {
  const { petstore, agent } = await agentUnderTest(
    { placeOrder: losingAnswer(1) },
    { _settings: strict, '*': { reset: retry } },
  );
  const result = await agent.run({});
  expect(result).toMatchObject({ outcome: 'success', rewrites: 1, orderId: 1 });
  expect(petstore.orders.size).toBe(1);
  const lost = result.trace.find(({ condition }) => condition === 'reset');
  expect(lost).toMatchObject({
    effect: 'ambiguous',
    decision: { strategy: 'verify_then_retry', rewrittenFrom: 'retry_immediately' },
  });
  expect(result.trace.map(({ operation }) => operation)).toContain('findOrders');
});

test('strict sends the order again when the read-back finds none', async () => {
  const { petstore, agent } = await agentUnderTest(
    { placeOrder: failing(503, 1) },
    { _settings: strict, '*': { '503': retry } },
  );
  expect(await agent.run({})).toMatchObject({ outcome: 'success', rewrites: 1, retries: 1 });
  expect(petstore.orders.size).toBe(1);
});

test('a read-back that fails recovers by the playbook too', async () => {
  const { petstore, agent } = await agentUnderTest(
    { placeOrder: losingAnswer(1), findOrders: failing(503, 1, 2) },
    { _settings: strict, '*': { reset: retry, '503': retry } },
  );
  expect((await agent.run({})).outcome).toBe('success');
  expect(petstore.calls('findOrders')).toHaveLength(3);
  expect(petstore.orders.size).toBe(1);
});

test('idempotent_retry sends the same bytes under the same key from the first call on', async () => {
  const { petstore, agent } = await agentUnderTest(
    { placeOrder: losingAnswer(1, 2), updatePet: losingAnswer(1) },
    { '*': { reset: { strategy: 'idempotent_retry', config: { max_retries: 3 } } } },
  );
  expect((await agent.run({})).outcome).toBe('success');
  expect(petstore.orders.size).toBe(1);
  const calls = petstore.calls('placeOrder');
  expect(calls).toHaveLength(3);
  expect(new Set(calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(calls[0]?.headers['idempotency-key']).toMatch(/place_order/);
  expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
  expect(petstore.calls('getInventory')[0]?.headers).not.toHaveProperty('idempotency-key');
});

describe('compensation', () => {
  const giveUp = { strategy: 'fail_fast' } as const;
  const compensate = { strategy: 'compensate', config: { base_delay: 0.1 } } as const;

  test('takes the order back when the sale cannot be recorded, and retries that', async () => {
    const { petstore, agent } = await agentUnderTest(
      { updatePet: failing(404, 1), deleteOrder: failing(503, 1, 2) },
      { update_pet_status: { '404': compensate } },
    );
    const result = await agent.run({});
    expect(result).toMatchObject({ outcome: 'failure', failedStep: 'update_pet_status' });
    expect(petstore.orders.size).toBe(0);
    const keys = petstore.calls('deleteOrder').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  test('finds and removes an order whose answer was lost before the task gave up', async () => {
    const { petstore, agent } = await agentUnderTest(
      { placeOrder: losingAnswer(1) },
      { _settings: { compensate_on_failure: {} }, place_order: { reset: giveUp } },
    );
    expect((await agent.run({})).outcome).toBe('failure');
    expect(petstore.calls('findOrders')).toHaveLength(1);
    expect(petstore.orders.size).toBe(0);
  });

  test('puts the pet back before the order, last effect first', async () => {
    const { petstore, agent } = await agentUnderTest(
      { updatePet: losingAnswer(1) },
      { update_pet_status: { reset: compensate } },
    );
    expect((await agent.run({})).outcome).toBe('failure');
    expect(petstore.petStatus()).toBe('available');
    expect(petstore.orders.size).toBe(0);
    const undoing = petstore.seen.slice(4).map(({ operation }) => operation);
    expect(undoing).toEqual(['getPetById', 'updatePet', 'deleteOrder']);
  });

  test('without it an order without a sale is left behind', async () => {
    const { petstore, agent } = await agentUnderTest(
      { updatePet: failing(404, 1) },
      { default: giveUp },
    );
    await agent.run({});
    expect(petstore.orders.size).toBe(1);
  });
});
