import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { createAdminApp, createRegistry } from '@chaos-lab/service-kit';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { loadProxyConfig } from '../../../services/chaos-proxy/src/config.ts';
import { readConfig } from '../../../services/petstore-mock/src/config.ts';
import { createApp as runnerApp } from '../../../services/runner/src/app.ts';
import { opened } from '../../support/opened.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { servedPetstore } from '../../support/petstore/served.ts';
import { startUpstream } from '../../support/upstream.ts';
import { openAgent } from './open-agent.ts';

const keep = opened();

describe('a token', () => {
  const real = crypto.timingSafeEqual;
  afterEach(() => {
    crypto.timingSafeEqual = real;
    syncBuiltinESMExports();
  });

  it('is compared in constant time, whatever its length', async () => {
    const compared: [number, number][] = [];
    crypto.timingSafeEqual = (a, b) => {
      compared.push([a.byteLength, b.byteLength]);
      return real(a, b);
    };
    syncBuiltinESMExports();
    const registry = createRegistry('petstore-mock');
    const app = createAdminApp({ host: '0.0.0.0', token: 's3cret', registry });
    const tokens = ['s', 's3cre', 's3cret', 's3cret5', 'x'.repeat(500)];
    const statuses: number[] = [];
    for (const token of tokens) {
      const answer = await request(app).get('/metrics').set('Authorization', `Bearer ${token}`);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 200, 401, 401]);
    expect(compared).toEqual(tokens.map(() => [32, 32]));
  });
});

describe('an admin port off loopback', () => {
  const input = (env: Readonly<Record<string, string>>) => ({
    argv: [],
    env: { CHAOS_TARGET: 'http://127.0.0.1:1', ...env },
    readFile: () => '',
  });
  const program = { name: 'chaos-proxy', description: '', version: '' };
  const load = {
    'chaos-proxy': (env: Readonly<Record<string, string>>) =>
      loadProxyConfig({ ...input(env), program }),
    'petstore-mock': (env: Readonly<Record<string, string>>) => readConfig(input(env)),
  };

  it.each(Object.entries(load))('%s does not start without a token', (_name, config) => {
    for (const host of ['0.0.0.0', '::', '192.168.1.4', 'lab.example', '127.0.0.1.example']) {
      expect(() => config({ ADMIN_HOST: host })).toThrow('is open to the network');
      expect(config({ ADMIN_HOST: host, ADMIN_TOKEN: 't' }).adminHost).toBe(host);
    }
    for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) {
      expect(config({ ADMIN_HOST: host }).adminHost).toBe(host);
    }
  });

  it.each(Object.entries(load))('is not what %s opens unless it is told to', (_name, config) => {
    expect(config({ ADMIN_TOKEN: 't' }).adminHost).toBe('127.0.0.1');
  });
});

describe('a web page that points a name of its own at this machine', () => {
  const NAMES = ['evil.test', '127.0.0.1.evil.test', 'localhost.evil.test:4021', '[::2]', ''];

  it.each(NAMES)('as %j reaches no control plane and no agent', async (name) => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
    const agent = keep(openAgent());
    for (const answer of [
      await request(proxy.adminUrl).get('/scenario').set('Host', name),
      await request(servedPetstore().admin).post('/reset').set('Host', name),
      await request(agent.app).put('/playbooks/p').set('Host', name).type('json').send('{}'),
      await request(agent.app).post('/tasks').set('Host', name).type('json').send('{}'),
    ]) {
      expect(answer.status).toBe(403);
    }
  });

  it('and this machine by its own names is let in', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
    for (const name of ['localhost:1', '127.0.0.1', '[::1]:4021']) {
      expect((await request(proxy.adminUrl).get('/scenario').set('Host', name)).status).toBe(200);
    }
  });
});

describe('a web page of another origin', () => {
  const FOREIGN: readonly Readonly<Record<string, string>>[] = [
    { Origin: 'https://evil.test' },
    { Origin: 'null' },
    { Origin: 'no origin' },
    { Origin: 'http://127.0.0.1:3000', Host: '127.0.0.1:4021' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ];

  it.each(FOREIGN)('that sends %j has nothing done', async (headers) => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
    await (await fetch(proxy.url)).text();
    const agent = keep(openAgent({ host: '0.0.0.0' }));
    const metrics = runnerApp({ registry: createRegistry('runner') });
    for (const asked of [
      request(proxy.adminUrl).post('/reset'),
      request(proxy.adminUrl).post('/tape/drain'),
      request(proxy.adminUrl).put('/scenario').send('rules: []'),
      request(proxy.adminUrl).get('/healthz'),
      request(servedPetstore().admin).post('/reset'),
      request(agent.app).put('/playbooks/p').type('json').send('{}'),
      request(agent.app).post('/tasks').type('json').send('{}'),
      request(metrics).get('/metrics'),
    ]) {
      const answer = await asked.set(headers);
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ type: 'urn:chaos-lab:problem:foreign-origin' });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await request(proxy.adminUrl).get('/tape')).text).not.toBe('');
  });

  it('with a token off loopback is none the less refused', async () => {
    const registry = createRegistry('petstore-mock');
    const app = createAdminApp({ host: '0.0.0.0', token: 't', registry });
    const asked = () => request(app).get('/metrics').set('Authorization', 'Bearer t');
    expect((await asked().set('Origin', 'https://evil.test')).status).toBe(403);
    expect((await asked()).status).toBe(200);
  });

  it('is not what a person, a program or a page of this origin is', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
    for (const headers of [
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://LOCALHOST:4021', Host: 'localhost:4021' },
      { Origin: 'http://localhost:80', Host: 'localhost' },
      {},
    ]) {
      expect((await request(proxy.adminUrl).post('/reset').set(headers)).status).toBe(200);
    }
  });

  it('leads no GET to change anything', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
    await (await fetch(proxy.url)).text();
    expect((await request(proxy.adminUrl).get('/tape?drain=true')).status).toBe(400);
    expect((await request(proxy.adminUrl).get('/tape/drain')).status).toBe(405);
    const drained = await request(proxy.adminUrl).post('/tape/drain');
    expect(drained.text.trim().split('\n')).toHaveLength(1);
    expect((await request(proxy.adminUrl).get('/tape')).text).toBe('');
  });
});

it('an agent in a container network answers to the name it has there', async () => {
  const { app } = keep(openAgent({ host: '0.0.0.0' }));
  expect((await request(app).get('/playbooks').set('Host', 'agent:4030')).status).toBe(200);
});
