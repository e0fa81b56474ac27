import { fakeClock } from '@chaos-lab/service-kit';
import { describe, expect, test } from 'vitest';
import { DOORS, type OpenDoor } from '../../support/petstore/doors.ts';
import { servedPetstore } from '../../support/petstore/served.ts';
import request from 'supertest';

const counts = async ({ call }: OpenDoor, headers: Record<string, string> = {}) =>
  (await call('GET', '/store/inventory', { headers })).json as { available: number };

describe.each(DOORS)('stores %s', (_name, open) => {
  test('each session and arm has a store of its own, and the rest share one', async () => {
    const door = await open();
    const who = (session: string, arm: string) => ({ 'Chaos-Session': session, 'Chaos-Arm': arm });
    await door.call('DELETE', '/pet/1', { headers: who('s', 'a') });
    expect(await counts(door, who('s', 'a'))).toMatchObject({ available: 11 });
    expect(await counts(door, who('s', 'b'))).toMatchObject({ available: 12 });
    expect(await counts(door, who('t', 'a'))).toMatchObject({ available: 12 });
    await door.call('DELETE', '/pet/2');
    await door.call('DELETE', '/pet/4');
    expect(await counts(door)).toMatchObject({ available: 10 });
    expect(await counts(door, { 'Chaos-Session': 'default' })).toMatchObject({ available: 10 });
    expect(await counts(door, who('s', 'b'))).toMatchObject({ available: 12 });
  });

  test('a path prefix names session and arm for a client without headers', async () => {
    const { call, petstore } = await open();
    const placed = await call('POST', '/~s@a/api/v3/store/order', { body: { petId: 1 } });
    expect(placed.status).toBe(200);
    expect(petstore.stores.peek({ session: 's', arm: 'a' })?.log.effects).toHaveLength(1);
    expect(petstore.stores.peek({ session: 'default', arm: '-' })).toBeUndefined();
    expect((await call('GET', '/~s@a@b/api/v3/store/inventory')).status).toBe(400);
  });

  test('the same seed gives the same store everywhere, another seed another one', async () => {
    const pets = async (seed: number) =>
      (await (await open({ seed })).call('GET', '/pet/findByStatus?status=available')).text;
    expect(await pets(7)).toBe(await pets(7));
    expect(await pets(7)).not.toBe(await pets(8));
  });
});

test('the least recently used store goes when there are too many, and its ledger is not empty but gone', async () => {
  const evicted: string[] = [];
  const lab = servedPetstore({ maxStores: 2, observer: { onEvicted: (why) => evicted.push(why) } });
  await lab.client('one').delete('/pet/1').expect(200);
  await lab.client('two').delete('/pet/1').expect(200);
  await lab.client('one').get('/pet/2').expect(200);
  await lab.client('three').delete('/pet/1').expect(200);
  expect(evicted).toEqual(['count']);
  expect(await lab.effects('one')).toHaveLength(1);
  for (const path of ['/verdict/two/-?workflow=order', '/ledger/two/-']) {
    const gone = await request(lab.admin).get(path).expect(410);
    expect(gone.body).toMatchObject({ type: 'urn:chaos-lab:problem:ledger-gone' });
  }
  // Coming back does not bring the lost part back.
  await lab.client('two').delete('/pet/2').expect(200);
  await request(lab.admin).get('/verdict/two/-?workflow=order').expect(410);
  await request(lab.admin).post('/reset?session=two&arm=-').expect(200, { dropped: 1 });
  expect(await lab.facts('two')).toMatchObject({ clean: true });
});

test('a store that only was read leaves nothing to miss', async () => {
  const lab = servedPetstore({ maxStores: 1 });
  await lab.client('reader').get('/pet/1').expect(200);
  await lab.client('other').get('/pet/1').expect(200);
  expect(await lab.facts('reader')).toMatchObject({ effects: 0, clean: true });
});

test('a store that was not used for its time is dropped, the shared one is not', async () => {
  const clock = fakeClock();
  const evicted: string[] = [];
  const observer = { onEvicted: (why: string) => evicted.push(why) };
  const lab = servedPetstore({ storeTtlMs: 1000, clock, observer });
  await request(lab.app).delete('/api/v3/pet/1').expect(200);
  await lab.client('idle').delete('/pet/1').expect(200);
  await lab.client('busy').delete('/pet/1').expect(200);
  await clock.advance(600);
  await lab.client('busy').get('/pet/2').expect(200);
  await clock.advance(600);
  await request(lab.admin).get('/ledger/idle/-').expect(410);
  expect(evicted).toEqual(['age']);
  expect(await lab.effects('busy')).toHaveLength(1);
  await request(lab.app).get('/api/v3/pet/1').expect(404);
  // An expired store is not handed out again either.
  await clock.advance(2000);
  await lab.client('busy').get('/pet/1').expect(200);
});

test('a ledger past its bound keeps the newest effects and gives no verdict', async () => {
  const lab = servedPetstore({ maxEffects: 4 });
  const client = lab.client('long');
  for (let id = 1; id <= 5; id += 1) await client.delete(`/pet/${id}`).expect(200);
  const ledger = await request(lab.admin).get('/ledger/long/-').expect(200);
  const { dropped, effects } = ledger.body as { dropped: number; effects: { seq: number }[] };
  expect(dropped).toBe(2);
  expect(effects.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  await request(lab.admin).get('/verdict/long/-?workflow=order').expect(410);
});

test('a reset brings back one store or all of them', async () => {
  const lab = servedPetstore();
  for (const session of ['a', 'b', 'c']) await lab.client(session).delete('/pet/1').expect(200);
  await request(lab.admin).post('/reset?session=a&arm=-').expect(200, { dropped: 1 });
  await lab.client('a').get('/pet/1').expect(200);
  await lab.client('b').get('/pet/1').expect(404);
  await request(lab.admin).post('/reset').expect(200, { dropped: 3 });
  await lab.client('b').get('/pet/1').expect(200);
  await request(lab.admin).post('/reset?session=b').expect(400);
});
