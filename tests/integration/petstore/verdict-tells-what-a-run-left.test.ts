import { type OrderFacts, orderFactsSchema, verdictOf } from '@chaos-lab/contracts';
import request from 'supertest';
import { expect, test } from 'vitest';
import { servedPetstore } from '../../support/petstore/served.ts';

const lab = servedPetstore();

type Client = ReturnType<typeof lab.client>;
type Pet = { id: number; name: string; photoUrls: string[]; status: string };

async function findPet(client: Client): Promise<Pet> {
  const found = await client.get('/pet/findByStatus?status=available').expect(200);
  return (found.body as Pet[])[0] as Pet;
}
const order = (client: Client, petId: number, headers = {}) =>
  client.post('/store/order', { petId, quantity: 1, status: 'placed' }, headers).expect(200);
const sell = (client: Client, pet: Pet, headers = {}) =>
  client.put('/pet', { ...pet, status: 'sold' }, headers).expect(200);

test('a whole workflow is one order for one sold pet', async () => {
  const client = lab.client('whole');
  const before = await client.get('/store/inventory').expect(200);
  expect(before.body).toEqual({ available: 12, pending: 4, sold: 4 });
  const pet = await findPet(client);
  const placed = await order(client, pet.id);
  await sell(client, pet);
  const after = await client.get('/store/inventory').expect(200);
  expect(after.body).toEqual({ available: 11, pending: 4, sold: 5 });

  const facts = orderFactsSchema.parse(await lab.facts('whole'));
  expect(facts).toEqual({
    session: 'whole',
    arm: '-',
    workflow: 'order',
    effects: 2,
    orderIds: [(placed.body as { id: number }).id],
    soldPetIds: [pet.id],
    duplicates: 0,
    orphanOrders: 0,
    orphanSales: 0,
    lostUpdates: 0,
    complete: true,
    clean: false,
  });
  expect(verdictOf(true, facts)).toBe('verified_success');
  expect(verdictOf(false, facts)).toBe('false_failure');
});

test('an order that was placed twice is a duplicate, with one key it is not', async () => {
  const blind = lab.client('twice', 'blind');
  const keyed = lab.client('twice', 'keyed');
  for (const [client, headers] of [
    [blind, {}],
    [keyed, { 'Idempotency-Key': 'order-1' }],
  ] as const) {
    const pet = await findPet(client);
    await order(client, pet.id, headers);
    await order(client, pet.id, headers);
    await sell(client, pet);
  }
  expect(await lab.facts('twice', 'blind')).toMatchObject({ duplicates: 1, complete: false });
  expect(await lab.facts('twice', 'keyed')).toMatchObject({ duplicates: 0, complete: true });
});

test('an order without a sale and a sale without an order are orphans', async () => {
  const client = lab.client('orphans');
  const pet = await findPet(client);
  await order(client, pet.id);
  expect(await lab.facts('orphans')).toMatchObject({ orphanOrders: 1, clean: false });

  const seller = lab.client('sale');
  await sell(seller, await findPet(seller));
  expect(await lab.facts('sale')).toMatchObject({ orphanSales: 1, orphanOrders: 0, clean: false });
});

test('a client finds its order after an ambiguous failure, takes it back, and leaves nothing', async () => {
  const client = lab.client('undo');
  const pet = await findPet(client);
  expect((await client.get(`/store/order?petId=${pet.id}`).expect(200)).body).toEqual([]);
  await order(client, pet.id);
  await sell(client, pet);
  const [found] = (await client.get(`/store/order?petId=${pet.id}`).expect(200)).body as {
    id: number;
    petId: number;
  }[];
  expect(found?.petId).toBe(pet.id);
  await client.delete(`/store/order/${found?.id}`).expect(200);
  await client.put('/pet', pet).expect(200);
  expect(await lab.facts('undo')).toMatchObject({ effects: 4, clean: true, lostUpdates: 0 });
});

test('a late write that overwrites a newer one is a lost update', async () => {
  const client = lab.client('late');
  const pet = await findPet(client);
  await sell(client, pet, { 'Chaos-Attempt': '2' });
  await client.put('/pet', { ...pet, status: 'pending' }, { 'Chaos-Attempt': '1' }).expect(200);
  expect(await lab.facts('late')).toMatchObject({ lostUpdates: 1 });
});

test('a run that never reached the store left nothing', async () => {
  expect(await lab.facts('nobody')).toMatchObject({ effects: 0, clean: true, complete: false });
});

test('draining a verdict frees the store in the same call', async () => {
  const client = lab.client('drained');
  await order(client, 1);
  const path = '/verdict/drained/-';
  // What is read does not change by it, and no query makes it.
  await request(lab.admin).get(`${path}?workflow=order&drain=true`).expect(400);
  await request(lab.admin).get(`${path}/drain?workflow=order`).expect(405).expect('Allow', 'POST');
  const drained = await request(lab.admin).post(`${path}/drain?workflow=order`).expect(200);
  expect(drained.body).toMatchObject({ orphanOrders: 1 });
  expect(await lab.facts('drained')).toMatchObject({ effects: 0, clean: true });
  expect((await client.get('/store/order?petId=1').expect(200)).body).toEqual([]);
});

test('so does draining a ledger', async () => {
  const client = lab.client('emptied');
  await order(client, 1);
  const drained = await request(lab.admin).post('/ledger/emptied/-/drain').expect(200);
  expect(drained.body).toMatchObject({ effects: [{ operation: 'placeOrder' }] });
  expect(await lab.effects('emptied')).toEqual([]);
});

test('a body that names what to reset resets nothing', async () => {
  await order(lab.client('kept'), 1);
  const refused = await request(lab.admin).post('/reset').send({ session: 'other' }).expect(400);
  expect(refused.text).toContain('expected everything in the query');
  expect(await lab.facts('kept')).toMatchObject({ orphanOrders: 1 });
});

test('what a verdict needs is asked for by name', async () => {
  const missing = await request(lab.admin).get('/verdict/a/b').expect(400);
  expect(missing.body).toMatchObject({ type: 'urn:chaos-lab:problem:bad-request', status: 400 });
  expect(missing.text).toContain('workflow');
  await request(lab.admin).get('/verdict/a%20b/c?workflow=order').expect(400);
  await request(lab.admin).post('/verdict/a/b?workflow=order').expect(405).expect('Allow', 'GET');
  await request(lab.admin).get('/reset').expect(405).expect('Allow', 'POST');
});

test('the verdicts of many runs come in one answer, and their stores are freed', async () => {
  const [one, two] = [lab.client('many', 'one'), lab.client('many', 'two')];
  const pet = await findPet(one);
  await order(one, pet.id);
  await sell(one, pet);
  await sell(two, await findPet(two));
  const runs = ['two', 'none', 'one'].map((arm) => ({ session: 'many', arm }));
  const drain = () => request(lab.admin).post('/verdicts/drain').send({ workflow: 'order', runs });

  const { verdicts } = (await drain().expect(200)).body as { verdicts: OrderFacts[] };
  expect(verdicts.map(({ arm, complete, clean }) => [arm, complete, clean])).toEqual([
    ['two', false, false],
    ['none', false, true],
    ['one', true, false],
  ]);
  expect(await lab.effects('many', 'one')).toEqual([]);
  const again = (await drain().expect(200)).body as { verdicts: OrderFacts[] };
  expect(again.verdicts.every(({ clean }) => clean)).toBe(true);
});

test('one verdict that is gone refuses the list and frees nothing', async () => {
  const bounded = servedPetstore({ maxStores: 2 });
  for (const arm of ['lost', 'kept', 'last']) {
    await order(bounded.client('bounds', arm), 1);
  }
  const runs = ['kept', 'lost'].map((arm) => ({ session: 'bounds', arm }));
  const list = { workflow: 'order', runs };
  await request(bounded.admin).post('/verdicts/drain').send(list).expect(410);
  expect(await bounded.effects('bounds', 'kept')).toHaveLength(1);
  await request(bounded.admin).post('/verdicts/drain').send({ runs: [] }).expect(400);
});
