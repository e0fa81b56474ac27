import { problemSchema, type TaskRequestInput } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { WORKFLOWS } from '../../../services/agent/src/workflow/registry.ts';
import { nameOf } from '../../../services/agent/src/workflow/step.ts';
import { agentUnderTest } from './agent-under-test.ts';

const none = { policy: { type: 'none' } } as const;
const pet = (id: number) => ({ id, name: 'Rex', photoUrls: [], status: 'available' });

describe.each(Object.entries(WORKFLOWS))('the workflow %s', (_name, { steps }) => {
  test('uses only facts that are kept before, and names each step once', () => {
    const known = new Set(['shipDate']);
    for (const { input, keep = {} } of steps) {
      for (const value of Object.values(input)) {
        if (typeof value === 'object') expect(known).toContain(value.fact.split('.')[0]);
      }
      for (const fact of Object.keys(keep)) known.add(fact);
    }
    expect(new Set(steps.map(nameOf)).size).toBe(steps.length);
  });
});

describe('polling', () => {
  test('asks until there is a pet, and waits in between', async () => {
    const { petstore, agent } = await agentUnderTest({
      findPetsByStatus: (_request, nth) => ({ status: 200, body: nth < 4 ? [] : [pet(7)] }),
    });
    const result = await agent.run({ ...none, workflow: 'polling' });
    expect(result).toMatchObject({ outcome: 'success', petId: 7, waitMs: 6_000 });
    expect(petstore.calls('findPetsByStatus')).toHaveLength(4);
  });

  test('gives up after as many calls as it may make', async () => {
    const { petstore, agent } = await agentUnderTest({
      findPetsByStatus: () => ({ status: 200, body: [] }),
    });
    const result = await agent.run({ ...none, workflow: 'polling' });
    expect(result.failure?.message).toBe('no pet became available, asked 30 times');
    expect(petstore.calls('findPetsByStatus')).toHaveLength(30);
  });
});

describe('saga', () => {
  const two = () => ({ status: 200, body: [pet(7), pet(8)] });

  test('orders both', async () => {
    const { petstore, agent } = await agentUnderTest({ findPetsByStatus: two });
    expect(await agent.run({ ...none, workflow: 'saga' })).toMatchObject({ outcome: 'success' });
    expect([...petstore.orders.values()].map(({ petId }) => petId)).toEqual([7, 8]);
  });

  test('or neither, whatever the policy is', async () => {
    const { petstore, agent } = await agentUnderTest({
      findPetsByStatus: two,
      placeOrder: (_request, nth) => (nth === 2 ? { status: 403 } : undefined),
    });
    const result = await agent.run({ ...none, workflow: 'saga' });
    expect(result).toMatchObject({ outcome: 'failure', failedStep: 'order_second' });
    expect(petstore.orders.size).toBe(0);
    expect(result.writes.map(({ state }) => state)).toEqual(['undone', 'not_done']);
  });
});

describe('an objective', () => {
  const asked = (task: Partial<TaskRequestInput>, url: string) =>
    fetch(`${url}/tasks`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/x-ndjson' },
      body: JSON.stringify({ session: 's', arm: 'a', ...none, ...task }),
    });

  test.each([
    ['Order an available pet and mark it as sold', 'order'],
    ['wait until a pet is available', 'polling'],
    ['buy two pets, both or none', 'saga'],
  ])('"%s" is done by %s, and the choice comes first', async (objective, name) => {
    const { agent } = await agentUnderTest({});
    const answer = await asked({ objective }, agent.url);
    const [first = ''] = (await answer.text()).split('\n');
    expect(JSON.parse(first)).toMatchObject({
      event: 'workflow',
      workflow: { name, chosenBy: 'search', score: expect.any(Number) as number },
    });
  });

  test.each([
    [{ objective: 'book a flight to Oslo' }, '/objective: no workflow does that'],
    [{ workflow: 'dance' }, '/workflow: there is no workflow "dance"'],
  ])('%j fits nothing and is refused with the workflows there are', async (task, why) => {
    const { petstore, agent } = await agentUnderTest({});
    const answer = await asked(task, agent.url);
    expect(answer.status).toBe(422);
    const { detail } = problemSchema.parse(await answer.json());
    expect(detail).toContain(why);
    expect(detail).toContain('expected one of order, polling, saga');
    expect(petstore.seen).toHaveLength(0);
  });

  test('does not stand beside a workflow', async () => {
    const { agent } = await agentUnderTest({});
    const answer = await asked({ objective: 'buy', workflow: 'order' }, agent.url);
    expect(problemSchema.parse(await answer.json()).detail).toContain('give one of the two');
  });
});
