import {
  createAdminApp,
  createRegistry,
  methodNotAllowed,
  ProblemError,
} from '@chaos-lab/service-kit';
import request from 'supertest';
import { expect, test } from 'vitest';

const unexpected: unknown[] = [];
let ready = false;

const app = createAdminApp({
  host: '127.0.0.1',
  registry: createRegistry('petstore-mock'),
  bodyLimit: '1kb',
  requestsPerMinute: 20,
  onUnexpected: (error) => unexpected.push(error),
  checks: [
    { name: 'upstream', check: () => (ready ? undefined : 'refuses connections') },
    { name: 'store', check: () => undefined },
  ],
  routes: (router) => {
    router.get('/teapot', () => {
      throw new ProblemError('teapot', { status: 418, title: 'A teapot', extensions: { pot: 1 } });
    });
    router.get('/bug', async () => {
      await Promise.resolve();
      throw new Error('secret detail of the inside');
    });
    router.post('/things', (_request, response) => {
      response.json({});
    });
    router.all('/things', methodNotAllowed(['POST']));
  },
});

test('a ProblemError is answered as it says', async () => {
  const response = await request(app).get('/teapot?x=1');
  expect(response.status).toBe(418);
  expect(response.body).toEqual({
    type: 'urn:chaos-lab:problem:teapot',
    title: 'A teapot',
    status: 418,
    instance: '/teapot?x=1',
    pot: 1,
  });
});

test('a bug is a bare 500: the client learns nothing, the log everything', async () => {
  const response = await request(app).get('/bug');
  expect(response.status).toBe(500);
  expect(response.text).not.toContain('secret');
  expect(unexpected).toEqual([new Error('secret detail of the inside')]);
});

test('an unknown route is 404, a known one with another method 405 with Allow', async () => {
  expect((await request(app).get('/nowhere')).body).toMatchObject({ status: 404 });
  const response = await request(app).delete('/things');
  expect(response.status).toBe(405);
  expect(response.headers['allow']).toBe('POST');
});

test('a body that is broken or too large is the fault of the client', async () => {
  const send = (body: string) =>
    request(app).post('/things').set('Content-Type', 'application/json').send(body);
  const broken = await send('{"a":');
  expect(broken.status).toBe(400);
  expect(broken.body).toMatchObject({ type: 'urn:chaos-lab:problem:malformed-json' });
  expect(broken.text).not.toContain('node_modules');
  const large = await send(JSON.stringify({ a: 'x'.repeat(2000) }));
  expect(large.status).toBe(413);
  expect(large.body).toMatchObject({
    detail: 'the body is too large: expected at most 1024 bytes',
  });
});

test('readyz names what is not ready', async () => {
  const response = await request(app).get('/readyz');
  expect(response.status).toBe(503);
  expect(response.body).toMatchObject({
    detail: 'upstream: refuses connections',
    failing: [{ name: 'upstream', reason: 'refuses connections' }],
  });
  ready = true;
  expect((await request(app).get('/readyz')).body).toEqual({
    status: 'ready',
    checks: ['upstream', 'store'],
  });
});

test('a client that asks too often is told to wait; health and metrics do not count', async () => {
  let status = 200;
  for (let calls = 0; calls < 30 && status !== 429; calls += 1) {
    status = (await request(app).post('/things')).status;
  }
  expect(status).toBe(429);
  const refused = await request(app).post('/things');
  expect(refused.type).toBe('application/problem+json');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await request(app).get('/healthz')).status).toBe(200);
  expect((await request(app).get('/metrics')).status).toBe(200);
});
