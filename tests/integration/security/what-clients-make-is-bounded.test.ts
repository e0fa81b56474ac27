import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { problemHandler } from '@chaos-lab/service-kit';
import { SharedState } from '../../../services/agent/src/calls/guards/shared-state.ts';
import { tapeRoutes } from '../../../services/chaos-proxy/src/admin/tape-routes.ts';
import { call, testEngine } from '../../../services/chaos-proxy/src/testing/test-engine.ts';
import { readBody as readInProxy } from '../../../services/chaos-proxy/src/client/request-body.ts';
import { readBody as readInPetstore } from '../../../services/petstore-mock/src/http/read-body.ts';
import { opened } from '../../support/opened.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { servedPetstore } from '../../support/petstore/served.ts';
import { startUpstream } from '../../support/upstream.ts';

const keep = opened();
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('the proxy', () => {
  it('forgets the session used longest ago when there are too many', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }, { maxSessions: 3 }));
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await fetch(proxy.url, { headers: { 'Chaos-Session': name } });
    }
    const remembered = await request(proxy.adminUrl).get('/sessions');
    expect(remembered.body).toMatchObject({ total: 3, evictions: 2 });
  });

  it('keeps a bounded tape', async () => {
    const upstream = keep(await startUpstream());
    const tapeBounds = { perSession: 3, total: 5 };
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }, { tapeBounds }));
    const linesOf = async (query = ''): Promise<number> =>
      (await request(proxy.adminUrl).get(`/tape${query}`)).text.trimEnd().split('\n').length;
    for (const name of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) {
      await fetch(proxy.url, { headers: { 'Chaos-Session': name } });
    }
    expect(await linesOf('?session=b')).toBe(2);
    expect(await linesOf()).toBe(5);
    for (let more = 0; more < 4; more += 1) {
      await fetch(proxy.url, { headers: { 'Chaos-Session': 'c' } });
    }
    expect(await linesOf('?session=c')).toBe(3);
  });

  it('takes no tape beyond its limit', async () => {
    const source = testEngine({ rules: [] });
    for (let index = 0; index < 4; index += 1) call(source, { session: 's' });
    const lines = [...source.tape.read()].map((record) => `${JSON.stringify(record)}\n`);
    const engine = testEngine({ rules: [] });
    const router = express.Router();
    tapeRoutes(router, engine, 3);
    const app = express().use(router, problemHandler());
    const put = (text: string) =>
      request(app).put('/tape').set('Content-Type', 'application/x-ndjson').send(text);
    expect((await put(lines.slice(0, 3).join(''))).body).toMatchObject({ decisions: 3 });
    const refused = await put(lines.join(''));
    expect(refused.status).toBe(413);
    expect(refused.text).toContain('expected at most 3 decisions');
  });

  it('reads no line of a tape to its end that has none', async () => {
    const upstream = keep(await startUpstream());
    const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
    const answer = await request(proxy.adminUrl)
      .put('/tape')
      .set('Content-Type', 'application/x-ndjson')
      .send('x'.repeat(3_000_000));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('line 1');
    expect(answer.text).toContain('longer than 1000000 characters');
  });
});

describe('the petstore', () => {
  it('drops the store used longest ago when there are too many', async () => {
    const petstore = servedPetstore({ maxStores: 2 });
    for (const name of ['a', 'b', 'c']) await petstore.client(name).get('/pet/1').expect(200);
    expect(petstore.petstore.stores.size).toBe(2);
  });

  it('keeps a bounded ledger and says what it dropped', async () => {
    const petstore = servedPetstore({ maxEffects: 4 });
    const { post } = petstore.client('s');
    for (let order = 0; order < 9; order += 1) {
      await post('/store/order', { petId: 1, quantity: 1 }).expect(200);
    }
    expect((await petstore.effects('s')).length).toBeLessThanOrEqual(4);
    await request(petstore.admin).get('/verdict/s/-?workflow=order').expect(410);
  });

  it('keeps the answers of a bounded number of idempotency keys', async () => {
    const petstore = servedPetstore({ maxKeys: 2 });
    const { post } = petstore.client('s');
    const order = async (key: string): Promise<string | undefined> => {
      const sent = post('/store/order', { petId: 1, quantity: 1 }, { 'Idempotency-Key': key });
      return (await sent.expect(200)).headers['idempotency-replayed'];
    };
    for (const key of ['a', 'b', 'c']) await order(key);
    expect(await order('c')).toBe('true');
    expect(await order('a')).toBeUndefined();
  });
});

describe('the agent', () => {
  const settings = { resetAfterS: 1 } as never;
  const still = { decided: () => 0, passed: () => 0 };
  const options = { settings, timeScale: 1, counts: () => true, clock: still, onMove: () => {} };

  it('shares breakers and budgets among a bounded number of arms', () => {
    const shared = new SharedState();
    const breakers = shared.breakers('first', options);
    const clock = { timeScale: 1, now: () => 0 };
    const budgets = shared.budgets('first', {} as never, clock);
    expect(shared.breakers('first', options)).toBe(breakers);
    for (let arm = 0; arm < 1_000; arm += 1) {
      shared.breakers(`arm-${arm}`, options);
      shared.budgets(`arm-${arm}`, {} as never, clock);
    }
    expect(shared.breakers('first', options)).not.toBe(breakers);
    expect(shared.budgets('first', {} as never, clock)).not.toBe(budgets);
    shared.close();
  });
});

describe.each([
  [
    'the petstore',
    (body: IncomingMessage) =>
      readInPetstore(
        body,
        { maxBytes: 150_000, finish: never, tooLarge: never, abandon: () => {} },
        never,
      ),
  ],
  ['the proxy', (body: IncomingMessage) => readInProxy(body, 150_000, never)],
])('%s, reading a body', (_name, read) => {
  it('lets go of what it has read once it is too long', async () => {
    const body = new Readable({ read() {} });
    read(body as IncomingMessage);
    const held: WeakRef<Buffer>[] = [];
    const push = async (): Promise<void> => {
      const chunk = Buffer.alloc(100_000);
      held.push(new WeakRef(chunk));
      const given = new Promise((resolve) => body.once('data', resolve));
      body.push(chunk);
      await given;
    };
    for (let chunk = 0; chunk < 4; chunk += 1) await push();
    await expect
      .poll(() => {
        collectGarbage();
        return held.filter((one) => one.deref() !== undefined).length;
      })
      .toBeLessThanOrEqual(1);
    body.destroy();
  });
});

function never(): never {
  throw new Error('a body without an end came to its end');
}
