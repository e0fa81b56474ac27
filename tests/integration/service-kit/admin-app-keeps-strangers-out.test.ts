import { addProcessMetrics, createAdminApp, createRegistry } from '@chaos-lab/service-kit';
import request from 'supertest';
import { describe, expect, test } from 'vitest';

function adminApp(token?: string) {
  const registry = createRegistry('petstore-mock');
  addProcessMetrics(registry);
  return createAdminApp({
    host: token === undefined ? '127.0.0.1' : '0.0.0.0',
    token,
    registry,
    routes: (router) => {
      router.post('/reset', (_request, response) => {
        response.json({ done: true });
      });
    },
  });
}

describe('with a token', () => {
  const app = adminApp('s3cret');

  test('a request without it is refused with a challenge', async () => {
    for (const header of ['', 'Bearer wrong', 'Basic s3cret', 's3cret']) {
      const response = await request(app).post('/reset').set('Authorization', header);
      expect(response.status).toBe(401);
      expect(response.headers['www-authenticate']).toBe('Bearer realm="admin"');
      expect(response.type).toBe('application/problem+json');
    }
  });

  test('a request with it passes, whatever its Host', async () => {
    const response = await request(app)
      .post('/reset')
      .set('Authorization', 'Bearer s3cret')
      .set('Host', 'chaos-proxy:4021');
    expect(response.body).toEqual({ done: true });
  });

  test('health stays open, metrics do not', async () => {
    expect((await request(app).get('/healthz')).status).toBe(200);
    expect((await request(app).get('/readyz')).status).toBe(200);
    expect((await request(app).get('/metrics')).status).toBe(401);
  });
});

describe('without a token', () => {
  const app = adminApp();

  test('a foreign Host header is refused, so no web page can rebind its name', async () => {
    const response = await request(app).post('/reset').set('Host', 'evil.test:4011');
    expect(response.status).toBe(403);
    expect(response.body).toMatchObject({ type: 'urn:chaos-lab:problem:forbidden-host' });
  });

  test('a local one passes', async () => {
    expect((await request(app).post('/reset').set('Host', 'localhost:4011')).status).toBe(200);
  });
});
