import request from 'supertest';
import { expect, it } from 'vitest';
import { opened } from '../../support/opened.ts';
import { startUpstream } from '../../support/upstream.ts';
import { openAgent } from './open-agent.ts';

const keep = opened();
const TASK = { session: 's', arm: 'a', policy: { type: 'none' } };

it.each(['baseUrl', 'url', 'BASE_URL', 'upstream', 'llmBaseUrl', 'headers', 'proxy'])(
  'a task that brings a %s is refused',
  async (name) => {
    const evil = keep(await startUpstream());
    const { app } = keep(openAgent());
    const answer = await request(app)
      .post('/tasks')
      .send({ ...TASK, [name]: evil.url });
    expect(answer.status).toBe(422);
    expect(evil.seen).toEqual([]);
  },
);

it('a redirect of the upstream is not followed', async () => {
  const evil = keep(await startUpstream());
  const upstream = keep(
    await startUpstream((_request, response) => {
      response.writeHead(302, { Location: evil.url }).end();
    }),
  );
  const { app } = keep(openAgent({ baseUrl: upstream.url }));
  const answer = await request(app).post('/tasks').send(TASK);
  expect(answer.body).toMatchObject({ outcome: 'failure', failure: { condition: '302' } });
  expect(upstream.seen.length).toBe(1);
  expect(evil.seen).toEqual([]);
});

it('what the upstream answers names no place to go', async () => {
  const evil = keep(await startUpstream());
  const pet = { id: 1, name: 'rex', photoUrls: [evil.url], status: 'available' };
  const upstream = keep(
    await startUpstream(({ url = '' }, response) => {
      response.setHeader('Content-Type', 'application/json');
      const body = url.includes('inventory')
        ? { available: 1 }
        : url.includes('findByStatus')
          ? [{ ...pet, id: 1 }]
          : { ...pet, petId: 1, quantity: 1 };
      response.end(JSON.stringify(body));
    }),
  );
  const { app } = keep(openAgent({ baseUrl: upstream.url }));
  await request(app).post('/tasks').send(TASK);
  expect(upstream.seen.length).toBeGreaterThan(1);
  expect(evil.seen).toEqual([]);
});
