import { describe, expect, test } from 'vitest';
import { DOORS } from '../../support/petstore/doors.ts';

const JAY = { name: 'Jay', photoUrls: ['https://pictures.example/jay.jpg'], status: 'available' };

describe.each(DOORS)('pets %s', (_name, open) => {
  test('a pet is added with an id of the store, read, replaced and removed', async () => {
    const { call } = await open();
    const added = await call('POST', '/pet', { body: JAY });
    expect(added).toMatchObject({ status: 200, json: { ...JAY, id: 21 } });
    expect((await call('GET', '/pet/21')).json).toEqual(added.json);
    const sold = { ...JAY, id: 21, status: 'sold', tags: [{ id: 1, name: 'loud' }] };
    expect(await call('PUT', '/pet', { body: sold })).toMatchObject({ status: 200, json: sold });
    expect((await call('GET', '/pet/21')).json).toEqual(sold);
    expect(await call('DELETE', '/pet/21')).toMatchObject({ status: 200, text: '' });
    expect((await call('GET', '/pet/21')).status).toBe(404);
    expect((await call('DELETE', '/pet/21')).status).toBe(404);
  });

  test('an id is never given twice, and one that the client chose is kept', async () => {
    const { call } = await open();
    await call('POST', '/pet', { body: { ...JAY, id: 30 } });
    expect((await call('POST', '/pet', { body: JAY })).json).toMatchObject({ id: 31 });
    await call('DELETE', '/pet/31');
    expect((await call('POST', '/pet', { body: JAY })).json).toMatchObject({ id: 32 });
    const largest = { ...JAY, id: Number.MAX_SAFE_INTEGER };
    expect((await call('POST', '/pet', { body: largest })).json).toEqual(largest);
    expect((await call('POST', '/pet', { body: JAY })).json).toMatchObject({ id: 33 });
  });

  test('the inventory follows every change of a status', async () => {
    const { call } = await open();
    const counts = async () => (await call('GET', '/store/inventory')).json;
    expect(await counts()).toEqual({ available: 12, pending: 4, sold: 4 });
    await call('POST', '/pet', { body: JAY });
    expect(await counts()).toEqual({ available: 13, pending: 4, sold: 4 });
    await call('POST', '/pet/21?status=pending');
    expect(await counts()).toEqual({ available: 12, pending: 5, sold: 4 });
    await call('PUT', '/pet', { body: { id: 21, name: 'Jay', photoUrls: [] } });
    expect(await counts()).toEqual({ available: 12, pending: 4, sold: 4 });
    await call('DELETE', '/pet/1');
    expect(await counts()).toEqual({ available: 11, pending: 4, sold: 4 });
  });

  test('pets are found by one status or several', async () => {
    const { call } = await open();
    const find = async (query: string) => {
      const { status, json } = await call('GET', `/pet/findByStatus?${query}`);
      expect(status).toBe(200);
      return (json as { status: string }[]).map((pet) => pet.status);
    };
    expect(await find('status=sold')).toEqual(Array.from({ length: 4 }, () => 'sold'));
    expect(await find('status=sold,pending')).toHaveLength(8);
    expect(await find('status=sold&status=pending')).toHaveLength(8);
  });

  test('pets are found by their tags', async () => {
    const { call } = await open({ pets: 0 });
    const tagged = (name: string, ...tags: string[]) => ({
      name,
      photoUrls: [],
      tags: tags.map((tag) => ({ name: tag })),
    });
    await call('POST', '/pet', { body: tagged('Ann', 'red', 'small') });
    await call('POST', '/pet', { body: tagged('Bob', 'blue') });
    await call('POST', '/pet', { body: tagged('Cat') });
    const find = async (query: string) =>
      ((await call('GET', `/pet/findByTags?${query}`)).json as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await find('tags=red')).toEqual(['Ann']);
    expect(await find('tags=small,blue')).toEqual(['Ann', 'Bob']);
    expect(await find('tags=small&tags=blue')).toEqual(['Ann', 'Bob']);
    expect(await find('tags=green')).toEqual([]);
  });

  test('name and status are changed by query, and nothing else is', async () => {
    const { call } = await open();
    const before = (await call('GET', '/pet/1')).json as object;
    const named = await call('POST', '/pet/1?name=Ann%20Lee');
    expect(named.json).toEqual({ ...before, name: 'Ann Lee' });
    const sold = await call('POST', '/pet/1?status=sold');
    expect(sold.json).toEqual({ ...before, name: 'Ann Lee', status: 'sold' });
    expect((await call('POST', '/pet/1')).status).toBe(400);
    expect((await call('POST', '/pet/99?name=a')).status).toBe(404);
  });

  test('a picture is stored by what it is', async () => {
    const { call, petstore } = await open();
    const headers = { 'Content-Type': 'application/octet-stream' };
    const body = new Uint8Array([1, 2, 3, 255]);
    const path = '/pet/7/uploadImage?additionalMetadata=from%20the%20front';
    const stored = await call('POST', path, { headers, body });
    expect(stored).toMatchObject({ status: 200, json: { code: 200, type: 'image' } });
    expect(stored.text).toContain('4 bytes, from the front');
    expect(petstore.stores.peek({ session: 'default', arm: '-' })?.log.effects).toMatchObject([
      { entity: 'image', change: 'created', after: { petId: 7, bytes: 4 } },
    ]);
    expect((await call('POST', '/pet/99/uploadImage', { headers, body })).status).toBe(404);
    expect((await call('POST', '/pet/7/uploadImage')).status).toBe(400);
  });
});
