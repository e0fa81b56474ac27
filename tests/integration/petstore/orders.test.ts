import { describe, expect, test } from 'vitest';
import { DOORS } from '../../support/petstore/doors.ts';

describe.each(DOORS)('orders %s', (_name, open) => {
  test('an order is placed, read, found by its pet and taken back', async () => {
    const { call } = await open();
    const order = { petId: 7, quantity: 2, shipDate: '2026-02-01T10:00:00.000Z', complete: false };
    const placed = await call('POST', '/store/order', { body: { ...order, status: 'placed' } });
    expect(placed).toMatchObject({ status: 200, json: { ...order, id: 5, status: 'placed' } });
    expect((await call('GET', '/store/order/5')).json).toEqual(placed.json);
    expect((await call('GET', '/store/order?petId=7')).json).toEqual([placed.json]);
    expect(await call('DELETE', '/store/order/5')).toMatchObject({ status: 200, text: '' });
    expect((await call('GET', '/store/order/5')).status).toBe(404);
    expect((await call('GET', '/store/order?petId=7')).json).toEqual([]);
    expect((await call('DELETE', '/store/order/5')).status).toBe(404);
  });

  test('the same order sent twice is two orders, with an id of the client it is one', async () => {
    const { call } = await open();
    await call('POST', '/store/order', { body: { petId: 7 } });
    await call('POST', '/store/order', { body: { petId: 7 } });
    expect((await call('GET', '/store/order?petId=7')).json).toHaveLength(2);
    await call('POST', '/store/order', { body: { id: 70, petId: 8 } });
    await call('POST', '/store/order', { body: { id: 70, petId: 8, quantity: 3 } });
    expect((await call('GET', '/store/order?petId=8')).json).toEqual([
      { id: 70, petId: 8, quantity: 3 },
    ]);
  });

  test('seeded orders belong to sold pets only', async () => {
    const { call } = await open();
    for (let petId = 1; petId <= 20; petId += 1) {
      const { status } = (await call('GET', `/pet/${petId}`)).json as { status: string };
      const orders = (await call('GET', `/store/order?petId=${petId}`)).json;
      expect(orders).toHaveLength(status === 'sold' ? 1 : 0);
    }
  });
});
