import net from 'node:net';
import { createRegistry, listen } from '@chaos-lab/service-kit';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveMetrics } from '../../../services/runner/src/run/metrics-server.ts';
import { opened } from '../../support/opened.ts';
import { servedPetstore } from '../../support/petstore/served.ts';
import { rawExchange } from '../../support/raw-client.ts';
import { type RealLab, startRealLab } from '../../support/runner/real-lab.ts';
import { startUpstream } from '../../support/upstream.ts';
import { startWireProxy } from '../../support/wire-proxy.ts';
import { openAgent } from './open-agent.ts';

const keep = opened();

/** Well past the 10 s for a head, and before the 30 s that most listeners give a whole request. */
const HEAD_PATIENCE_MS = 25_000;

describe('every listener', () => {
  const LISTENERS = [
    'petstore-mock traffic',
    'petstore-mock admin',
    'chaos-proxy traffic',
    'chaos-proxy admin',
    'agent',
    'runner metrics',
  ] as const;
  const ports = new Map<string, number>();
  let lab: RealLab;
  let closeMetrics: () => Promise<void>;

  beforeAll(async () => {
    lab = await startRealLab();
    const { petstore, proxy, agent } = lab;
    const place = { port: 0, host: '127.0.0.1', note: () => undefined, open: listen };
    const metrics = await serveMetrics(createRegistry('runner'), place);
    closeMetrics = () => metrics.close();
    const urls = [
      petstore.url('traffic'),
      petstore.url('admin'),
      proxy.url('traffic'),
      proxy.url('admin'),
      agent.url('traffic'),
      metrics.url,
    ];
    LISTENERS.forEach((name, index) => ports.set(name, Number(new URL(urls[index] ?? '').port)));
  }, 120_000);
  afterAll(async () => {
    await Promise.all([lab.stop(), closeMetrics()]);
  });

  it('ends a connection whose head does not come to its end', async () => {
    const ended = await Promise.all(
      LISTENERS.map((name) => endOfSlowConnection(ports.get(name) ?? 0)),
    );
    expect(Object.fromEntries(LISTENERS.map((name, index) => [name, ended[index]]))).toEqual(
      Object.fromEntries(LISTENERS.map((name) => [name, 'ended'])),
    );
  }, 60_000);

  it.each(LISTENERS)('%s refuses a head without end', async (name) => {
    const line = `X-Long: ${'x'.repeat(100_000)}\r\n`;
    const { text } = await rawExchange(
      ports.get(name) ?? 0,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${line}\r\n`,
    );
    // A listener may cut the connection while the head is still coming.
    expect(text === '' || text.startsWith('HTTP/1.1 431')).toBe(true);
  });
});

/** Sends a head and never ends it; `ended` once the server has had enough. */
function endOfSlowConnection(port: number): Promise<'ended' | 'still open'> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    const patience = setTimeout(() => {
      socket.destroy();
      resolve('still open');
    }, HEAD_PATIENCE_MS);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(patience);
      resolve('ended');
    });
    socket.resume().write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
  });
}

it('a body beyond its limit is refused wherever one is read', async () => {
  const long = `{"a":"${'x'.repeat(2_000_000)}"}`;
  const { app, admin } = servedPetstore();
  const agent = keep(openAgent());
  for (const answer of [
    await request(app).post('/api/v3/pet').type('json').send(long),
    await request(admin).post('/reset').type('json').send(long),
    await request(agent.app).post('/tasks').type('json').send(long),
    await request(agent.app).put('/playbooks/p').type('json').send(long),
  ]) {
    expect(answer.status).toBe(413);
  }
});

it('faults hold a bounded number of connections, and the others go through', async () => {
  const upstream = keep(await startUpstream());
  const proxy = keep(
    await startWireProxy({ target: upstream.url, maxHeld: 2, fault: { kind: 'hang' } }),
  );
  const leave = new AbortController();
  const held = [1, 2].map(() => fetch(proxy.url, { signal: leave.signal }).catch(() => 'left'));
  await expect.poll(() => proxy.held()).toBe(2);
  for (let call = 0; call < 5; call += 1) expect((await fetch(proxy.url)).status).toBe(200);
  expect(proxy.held()).toBe(2);
  leave.abort();
  expect(await Promise.all(held)).toEqual(['left', 'left']);
});

it.each([
  ['a path', `GET /${'x'.repeat(9_000)} HTTP/1.1`, 414],
  ['a path within the limit', `GET /${'x'.repeat(8_000)} HTTP/1.1`, 200],
])('the proxy keeps %s short enough to be remembered', async (_what, line, status) => {
  const upstream = keep(await startUpstream());
  const proxy = keep(await startWireProxy({ target: upstream.url }));
  const { text } = await rawExchange(
    proxy.port,
    `${line}\r\nHost: a\r\ntraceparent: ${'0'.repeat(1_000)}\r\nConnection: close\r\n\r\n`,
  );
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  for (const { traceparent } of proxy.facts) expect(traceparent).toBeNull();
});

it('the petstore keeps no key and no request id of any length', async () => {
  const petstore = servedPetstore();
  const { post } = petstore.client('s');
  const order = { petId: 1, quantity: 1 };
  const refused = await post('/store/order', order, { 'Idempotency-Key': 'k'.repeat(256) });
  expect(refused.status).toBe(400);
  const headers = { 'Idempotency-Key': 'k'.repeat(255), 'X-Request-Id': 'r'.repeat(5_000) };
  await post('/store/order', order, headers).expect(200);
  expect((await petstore.effects('s')).map(({ requestId }) => requestId.length < 129)).toEqual([
    true,
  ]);
});

it('the agent keeps a bounded number of playbooks', async () => {
  const { app } = keep(openAgent());
  const put = async (name: string): Promise<number> =>
    (await request(app).put(`/playbooks/${name}`).type('json').send('{}')).status;
  const statuses: number[] = [];
  for (let index = 0; index < 260; index += 1) statuses.push(await put(`p${index}`));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(200);
  expect(statuses.at(-1)).toBe(409);
  expect(await put('p0')).toBe(200);
});
