import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOpenApi } from '@chaos-lab/openapi/read';
import { operationsOf } from '../../../services/chaos-proxy/src/index.ts';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

const PETSTORE = new URL('../../../assets/openapi/petstore.yaml', import.meta.url);
const openapi = readOpenApi(readFileSync(PETSTORE, 'utf8'), 'petstore.yaml');

let upstream: Upstream;
let proxy: ChaosProxy;
beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startChaosProxy(
    upstream.url,
    { rules: [{ match: { session: 'down' }, faults: [{ kind: 'http-error', status: 503 }] }] },
    { openapi, operations: operationsOf(openapi), validateRequests: true },
  );
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

const json = (body: string, method = 'POST') => ({
  method,
  body,
  headers: { 'Content-Type': 'application/json' },
});

describe('a request that breaks the document', () => {
  test.each([
    ['a word where an id must be a number', '/pet/seven', {}, 'path petId'],
    ['an id beyond its bounds', '/pet/9007199254740993', {}, 'path petId'],
    ['a status that does not exist', '/pet/findByStatus?status=gone', {}, 'query status'],
    ['a body that is no JSON', '/store/order', json('{"petId": 7'), 'body: not JSON'],
    ['a field of the wrong type', '/store/order', json('{"petId":"seven"}'), 'body /petId'],
    ['a required field that is missing', '/pet', json('{"name":"rex"}'), 'body /photoUrls'],
  ])('%s is refused before anything else happens', async (_, path, init, place) => {
    const before = upstream.seen.length;
    const response = await fetch(`${proxy.url}/api/v3${path}`, {
      ...init,
      headers: { 'Chaos-Session': 'down', ...('headers' in init ? init.headers : {}) },
    });
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { type: string; detail: string };
    expect(problem.type).toBe('urn:chaos-lab:problem:validation-failed');
    expect(problem.detail).toContain(place);
    expect(upstream.seen.length).toBe(before);
    expect([...proxy.engine.tape.read({ session: 'down' })]).toEqual([]);
  });
});

describe('a request that keeps to it', () => {
  test.each([
    ['/pet/7', {}],
    ['/pet/9007199254740991', {}],
    ['/pet/findByStatus?status=sold', {}],
    ['/store/order', json('{"petId":7,"quantity":1}')],
    ['/unknown/to/the/document', json('nonsense')],
  ])('%s goes through with its body', async (path, init) => {
    const response = await fetch(`${proxy.url}/api/v3${path}`, init);
    expect(response.status).toBe(200);
    const seen = upstream.seen.at(-1);
    expect(seen?.url).toBe(`/api/v3${path}`);
    expect(seen?.body.toString()).toBe('body' in init ? init.body : '');
  });

  test('meets errors in the shape that the document promises', async () => {
    const response = await fetch(`${proxy.url}/api/v3/store/inventory`, {
      headers: { 'Chaos-Session': 'down' },
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 503 });
    const [record] = proxy.engine.tape.read({ session: 'down' });
    expect(record?.operation).toBe('getInventory');
  });
});
