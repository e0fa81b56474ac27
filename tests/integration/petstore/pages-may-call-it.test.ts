import request from 'supertest';
import { expect, test } from 'vitest';
import { servedPetstore } from '../../support/petstore/served.ts';

const { app } = servedPetstore();
const ORIGIN = { Origin: 'http://shop.example' };

test('a preflight of a page is answered, whatever it asks to send', async () => {
  const names = 'content-type, idempotency-key, chaos-session';
  const answer = await request(app)
    .options('/api/v3/store/order')
    .set({ ...ORIGIN, 'Access-Control-Request-Method': 'POST' })
    .set('Access-Control-Request-Headers', names)
    .expect(204);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.headers['access-control-allow-methods']).toContain('POST');
  expect(answer.headers['access-control-allow-headers']).toBe(names);
});

test('a page may read answers and problems, with their fields', async () => {
  for (const [path, status] of [
    ['/pet/1', 200],
    ['/pet/x', 400],
    ['/nothing', 404],
  ] as const) {
    const answer = await request(app).get(`/api/v3${path}`).set(ORIGIN).expect(status);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-expose-headers']).toBe('*');
  }
});

test('a program is answered as before', async () => {
  const answer = await request(app).get('/api/v3/pet/1').expect(200);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});
