import { describe, expect, onTestFinished, test } from 'vitest';
import { readOpenApi } from '@chaos-lab/openapi/read';
import { operationsOf } from '../../../services/chaos-proxy/src/index.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream } from '../../support/upstream.ts';

/** A document whose operation `POST /t` takes a `T` made of `schemas`. */
const documentOf = (schemas: object, version = '3.0.3'): string =>
  JSON.stringify({
    openapi: version,
    paths: {
      '/t': {
        post: {
          operationId: 'makeT',
          requestBody: { content: { 'application/json': { schema: ref('T') } } },
          responses: { 200: { content: { 'application/json': { schema: ref('T') } } } },
        },
      },
    },
    components: { schemas },
  });
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const linked = (target: string) => ({ T: { properties: { next: { $ref: target } } } });

/** A proxy that checks requests against a document. */
async function proxyOf(text: string) {
  const openapi = readOpenApi(text, 'doc.yaml');
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const operations = operationsOf(openapi);
  const options = { openapi, operations, validateRequests: true };
  const proxy = await startChaosProxy(upstream.url, { rules: [] }, options);
  onTestFinished(() => proxy.close());
  return async (value: unknown) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    const init = { method: 'POST', body, headers };
    const response = await fetch(`${proxy.url}/t`, init);
    return [response.status, await response.text()] as const;
  };
}

describe.each(['3.0.3', '3.1.0'])('a document of OpenAPI %s', (version) => {
  test('may refer to its own schemas, also in a circle', async () => {
    const text = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' }, next: ref('T') },
    };
    const post = await proxyOf(documentOf({ T: text }, version));
    expect((await post({ a: 'x', next: { a: 'y' } }))[0]).toBe(200);
    const [status, problem] = await post({ a: 'x', next: { a: 5 } });
    expect(status).toBe(400);
    expect(problem).toContain('/next/a');
  });

  test.each([
    ['a remote reference', linked('https://x.example/t.json'), 'properties/next/$ref "https://x'],
    ['a missing one', linked('#/components/schemas/U'), 'the document has nothing there'],
    ['a badly escaped one', linked('#/components/%zz/U'), 'badly escaped'],
    ['one to itself', { T: ref('U'), U: ref('T') }, 'leads back to itself'],
    ['a bad pattern', { T: { type: 'string', pattern: '(a' } }, '/components/schemas/T/pattern'],
  ])('with %s is refused before it meets a request', async (_, schemas, reason) => {
    await expect(proxyOf(documentOf(schemas, version))).rejects.toThrow(reason);
  });
});

test('words of 3.0 alone are understood', async () => {
  const number = { type: 'integer', minimum: 1, exclusiveMinimum: true, nullable: true };
  const post = await proxyOf(documentOf({ T: { type: 'object', properties: { n: number } } }));
  expect((await post({ n: null }))[0]).toBe(200);
  expect((await post({ n: 2 }))[0]).toBe(200);
  expect((await post({ n: 1 }))[0]).toBe(400);
});

test('a body nested deeper than a check can follow is refused, and the proxy serves on', async () => {
  const properties = { a: { type: 'string' }, next: ref('T') };
  const post = await proxyOf(documentOf({ T: { type: 'object', properties } }));
  const deep = `${'{"next":'.repeat(50_000)}{}${'}'.repeat(50_000)}`;
  expect((await post(deep))[0]).toBe(400);
  expect((await post({ a: 'x' }))[0]).toBe(200);
});
