import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { createAdminApp, createRegistry } from '@chaos-lab/service-kit';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { loadProxyConfig } from '../../../services/chaos-proxy/src/config.ts';
import { readConfig } from '../../../services/petstore-mock/src/config.ts';
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

it('an agent in a container network answers to the name it has there', async () => {
  const { app } = keep(openAgent({ host: '0.0.0.0' }));
  expect((await request(app).get('/playbooks').set('Host', 'agent:4030')).status).toBe(200);
});
