import { petstoreHandlers, readLedger, readVerdict } from '@chaos-lab/petstore-mock/msw';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

// What docs/guides/petstore-in-your-tests.md shows, in the set-up of another project.
const SHOP = 'https://shop.example/animals/v3';
const { handlers, petstore } = petstoreHandlers({ baseUrl: SHOP, seed: 7 });
const server = setupServer(...handlers);
const DEFAULT = { session: 'default', arm: '-' };

beforeAll(() => server.listen());
afterEach(() => {
  server.resetHandlers();
  petstore.stores.clear();
});
afterAll(() => server.close());

const send = (method: string, path: string, body?: object) =>
  fetch(`${SHOP}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

test('an ordinary client works against the handlers, and the verdict is at hand', async () => {
  const found = await send('GET', '/pet/findByStatus?status=available');
  const [pet] = (await found.json()) as { id: number }[];
  expect((await send('POST', '/store/order', { petId: pet?.id })).status).toBe(200);
  expect((await send('PUT', '/pet', { ...pet, status: 'sold' })).status).toBe(200);
  expect(readVerdict(petstore.stores, DEFAULT)).toMatchObject({ complete: true, duplicates: 0 });
  expect(readLedger(petstore.stores, DEFAULT).effects).toHaveLength(2);
});

test('clearing the stores starts over', async () => {
  expect(readVerdict(petstore.stores, DEFAULT)).toMatchObject({ effects: 0, clean: true });
});

test('a handler of the project in front of ours wins', async () => {
  server.use(http.get(`${SHOP}/store/inventory`, () => HttpResponse.json({ available: 1 })));
  expect(await (await send('GET', '/store/inventory')).json()).toEqual({ available: 1 });
});

test('what no operation takes is refused below the base URL and left alone elsewhere', async () => {
  expect((await send('PATCH', '/pet')).status).toBe(405);
  expect((await send('GET', '/nothing')).status).toBe(404);
  server.use(http.get('https://other.example/', () => new HttpResponse('untouched')));
  expect(await (await fetch('https://other.example/')).text()).toBe('untouched');
});

test('an operation that says yes and does nothing is caught by the verdict', async () => {
  const broken = petstoreHandlers({
    baseUrl: SHOP,
    operations: {
      placeOrder: (_store, { body }) => ({ ok: true, body: { id: 1, ...body }, changes: [] }),
    },
  });
  server.use(...broken.handlers);
  expect((await send('POST', '/store/order', { petId: 1 })).status).toBe(200);
  expect(readVerdict(broken.petstore.stores, DEFAULT)).toMatchObject({ clean: true });
});
