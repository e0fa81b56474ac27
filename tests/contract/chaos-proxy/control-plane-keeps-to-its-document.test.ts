import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

type Media = { readonly schema?: object };
type Answer = { readonly $ref?: string; readonly content?: Readonly<Record<string, Media>> };
type Operation = { readonly responses: Readonly<Record<string, Answer>> };
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Answer>> };
};

let upstream: Upstream;
let proxy: ChaosProxy;
let document: Document;
let compile: (schema: object) => ValidateFunction;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startChaosProxy(upstream.url, {
    rules: [{ rate: 0.5, faults: [{ kind: 'http-error', status: 503 }] }],
  });
  for (let index = 0; index < 6; index += 1) await fetch(`${proxy.url}/x`);
  await fetch(`${proxy.url}/y`, { method: 'POST', body: '{}' });
  document = (await (await fetch(`${proxy.adminUrl}/openapi.json`)).json()) as Document;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'doc:');
  compile = (schema) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc:#/')) as object);
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

const scenario = { rules: [{ faults: [{ kind: 'reset' }] }] };
const asJson = (body: unknown, type = 'application/json') => ({
  body: JSON.stringify(body),
  headers: { 'Content-Type': type },
});

/** One call for every operation and status that the document declares. */
const CALLS: [
  method: string,
  template: string,
  status: number,
  init?: RequestInit,
  path?: string,
][] = [
  ['GET', '/scenario', 200],
  ['PUT', '/scenario', 200, asJson(scenario)],
  [
    'PUT',
    '/scenario',
    412,
    { ...asJson(scenario), headers: { 'Content-Type': 'application/json', 'If-Match': '"old"' } },
  ],
  ['PUT', '/scenario', 422, asJson({ rules: 7 })],
  ['PATCH', '/scenario', 200, asJson({ description: 'x' }, 'application/merge-patch+json')],
  ['PATCH', '/scenario', 412, { ...asJson({}), headers: { 'If-Match': '"old"' } }],
  ['PATCH', '/scenario', 422, asJson({ rules: 7 })],
  ['GET', '/library', 200],
  ['GET', '/library/{name}', 200, {}, '/library/outage'],
  ['GET', '/library/{name}', 404, {}, '/library/none'],
  ['POST', '/library/{name}', 200, {}, '/library/outage?rate=0.3&ttl=60'],
  ['POST', '/library/{name}', 404, {}, '/library/none'],
  ['POST', '/library/{name}', 412, { headers: { 'If-Match': '"old"' } }, '/library/calm'],
  ['POST', '/library/{name}', 200, {}, '/library/calm'],
  ['GET', '/rules', 200],
  ['POST', '/rules', 201, asJson({ name: 'slow', faults: [{ kind: 'hang' }], enabled: false })],
  ['POST', '/rules', 400, asJson({ faults: [{ kind: 'hang' }] })],
  ['POST', '/rules', 409, asJson({ name: 'slow', faults: [{ kind: 'hang' }] })],
  ['POST', '/rules', 412, { ...asJson({ name: 'x' }), headers: { 'If-Match': '"old"' } }],
  ['POST', '/rules', 422, asJson({ name: 'x', faults: [{ kind: 'hagn' }] })],
  ['GET', '/rules/{name}', 200, {}, '/rules/slow'],
  ['GET', '/rules/{name}', 404, {}, '/rules/none'],
  ['PATCH', '/rules/{name}', 200, asJson({ times: 3 }), '/rules/slow'],
  ['PATCH', '/rules/{name}', 404, asJson({ times: 3 }), '/rules/none'],
  ['PATCH', '/rules/{name}', 422, asJson({ times: 0 }), '/rules/slow'],
  ['PUT', '/rules/{name}', 201, asJson({ faults: [{ kind: 'hang' }], enabled: false }), '/rules/b'],
  [
    'PUT',
    '/rules/{name}',
    200,
    asJson({ faults: [{ kind: 'reset' }], enabled: false }),
    '/rules/b',
  ],
  ['PUT', '/rules/{name}', 422, asJson({ faults: [] }), '/rules/b'],
  ['PATCH', '/rules/{name}', 409, asJson({ name: 'b' }), '/rules/slow'],
  ['DELETE', '/rules/{name}', 200, {}, '/rules/b'],
  ['DELETE', '/rules/{name}', 404, {}, '/rules/b'],
  [
    'PUT',
    '/hypotheses',
    200,
    asJson({
      hypotheses: [{ session: 'h', faults: [{ operation: 'GET /x', fault: 'reset@after' }] }],
    }),
  ],
  ['POST', '/claim', 200, asJson({ session: 'default', success: true })],
  ['POST', '/claim', 400, asJson({ session: 'default' })],
  ['GET', '/effects', 200, {}, '/effects?session=default'],
  ['GET', '/effects', 400, {}, '/effects?session=no/name'],
  ['PUT', '/hypotheses', 400, asJson({ hypotheses: [{ session: 'h' }] })],
  ['GET', '/hypotheses', 200],
  ['DELETE', '/hypotheses', 200, {}, '/hypotheses?session=h'],
  ['GET', '/sessions', 200],
  ['GET', '/tape/stats', 200, {}, '/tape/stats?by=arm'],
  ['GET', '/plan', 200, {}, '/plan?operations=GET%20/x&attempts=5&all=true'],
  ['GET', '/explain/{id}', 200, {}, '/explain/t-1'],
  ['GET', '/explain/{id}', 404, {}, '/explain/none'],
  ['GET', '/tape', 200],
  ['PUT', '/tape', 415, asJson({})],
  ['PUT', '/tape', 422, { body: 'nonsense\n' }],
  ['DELETE', '/tape', 200],
  ['DELETE', '/tape', 400, asJson({})],
  ['POST', '/tape/drain', 200, {}, '/tape/drain?session=none'],
  ['POST', '/tape/drain', 200, asJson({ runs: [{ session: 'default', arm: '-' }] })],
  ['POST', '/tape/drain', 400, asJson({ runs: [{ session: 'no/name', arm: '-' }] })],
  ['POST', '/reset', 200],
  ['POST', '/reset', 400, asJson({ session: 'one' })],
  ['GET', '/lease', 200],
  ['POST', '/lease', 400, asJson({ holder: 'me' })],
  ['PUT', '/lease', 400, asJson({})],
  ['PUT', '/lease', 409, asJson({ ttlS: 5 })],
  ['DELETE', '/lease', 409],
  ['GET', '/process', 200],
  ['GET', '/metrics', 200],
  ['GET', '/healthz', 200],
  ['GET', '/readyz', 200],
  ['GET', '/openapi.json', 200],
];

describe('the control plane', () => {
  test.each(CALLS)(
    '%s %s answers %i as its document says',
    async (method, template, status, init, path) => {
      const response = await fetch(`${proxy.adminUrl}${path ?? template}`, { ...init, method });
      expect(response.status).toBe(status);
      const declared = document.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
      expect(declared, 'the document has this answer').toBeDefined();
      const { content } = resolve(declared) ?? {};
      if (content === undefined) return;
      const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
      expect(Object.keys(content)).toContain(type);
      const validate = compile(content[type]?.schema ?? {});
      const text = await response.text();
      const values = type === 'application/x-ndjson' ? (text.match(/.+/g) ?? []) : [text];
      for (const value of values) {
        validate(JSON.parse(value));
        expect(validate.errors ?? []).toEqual([]);
      }
    },
  );

  test('takes its own tape back as a replay', async () => {
    await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body: 'rules: []' });
    await fetch(`${proxy.url}/y`);
    const tape = await (await fetch(`${proxy.adminUrl}/tape`)).text();
    const cut = `${tape}${tape.slice(0, 50)}`;
    const response = await fetch(`${proxy.adminUrl}/tape`, { method: 'PUT', body: cut });
    const answer = await response.json();
    compile(
      document.paths['/tape']?.['put']?.responses['200']?.content?.['application/json']?.schema ??
        {},
    )(answer);
    expect(answer).toMatchObject({
      source: 'tape',
      decisions: 1,
      badLines: [{ line: 2, message: 'not JSON: cut off or broken' }],
    });
  });

  test('has no path that the document leaves out, and no method', async () => {
    const tried = new Set(CALLS.map(([method, template]) => `${method} ${template}`)).add(
      'PUT /tape',
    );
    const declared = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...tried].toSorted()).toEqual(declared.toSorted());
    for (const path of Object.keys(document.paths)) {
      const methods = new Set(Object.keys(document.paths[path] ?? {}));
      for (const method of ['get', 'put', 'post', 'patch', 'delete']) {
        if (methods.has(method)) continue;
        const { status } = await fetch(`${proxy.adminUrl}${path}`, {
          method: method.toUpperCase(),
        });
        expect([path, method, [404, 405].includes(status)]).toEqual([path, method, true]);
      }
    }
  });

  test('would not pass with an answer that breaks the document', () => {
    const { content } = document.paths['/reset']?.['post']?.responses['200'] ?? {};
    const validate = compile(content?.['application/json']?.schema ?? {});
    expect(validate({ sessions: 'many', records: 1 })).toBe(false);
  });
});

function resolve(answer: Answer | undefined): Answer | undefined {
  const name = answer?.$ref?.split('/').at(-1);
  return name === undefined ? answer : document.components.responses[name];
}
