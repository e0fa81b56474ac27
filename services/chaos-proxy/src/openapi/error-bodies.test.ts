import { describe, expect, it } from 'vitest';
import { readOpenApi } from '@chaos-lab/openapi/read';
import { errorBodies } from './error-bodies.ts';
import { operationsOf } from './operations.ts';

const document = readOpenApi(
  `
openapi: 3.1.0
servers: [{ url: https://example.test/api/v3 }]
paths:
  /things/{id}:
    get:
      operationId: getThing
      responses:
        '404': { content: { application/json: { example: { gone: true } } } }
        '429': { $ref: '#/components/responses/Limited' }
        5XX: { content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    post:
      operationId: makeThing
      responses:
        '503': { content: { text/plain: {} } }
components:
  responses:
    Limited: { content: { application/json: { examples: { one: { value: { slow: down } } } } } }
  schemas:
    Problem:
      allOf:
        - { type: object, properties: { status: { type: integer }, title: { type: string } } }
        - type: object
          properties:
            code: { type: string, enum: [broken] }
            hints: { type: array, items: { type: string } }
            parent: { $ref: '#/components/schemas/Problem' }
`,
  'test.yaml',
);
const operations = operationsOf(document);
const bodies = errorBodies(document, operations);

describe('the body of an injected error', () => {
  it('is the example of the document where there is one', () => {
    expect(bodies('getThing', 404)).toEqual({
      contentType: 'application/json',
      body: { gone: true },
    });
    expect(bodies('getThing', 429)?.body).toEqual({ slow: 'down' });
  });

  it('else fits the schema of its status, also a recursive one', () => {
    const { contentType, body } = bodies('getThing', 503) ?? {};
    expect(contentType).toBe('application/problem+json');
    expect(body).toMatchObject({
      status: 503,
      title: 'Service Unavailable',
      code: 'broken',
      hints: ['string'],
    });
  });

  it('is nobody else’s business where the document says nothing', () => {
    expect(bodies('getThing', 400)).toBeUndefined();
    expect(bodies('makeThing', 503)).toBeUndefined();
    expect(bodies('GET /other', 503)).toBeUndefined();
  });
});

describe('operations', () => {
  it.each([
    ['GET', '/api/v3/things/7', 'getThing'],
    ['POST', '/api/v3/things/a%2Fb', 'makeThing'],
    ['GET', '/things/7', 'GET /things/7'],
    ['GET', '/api/v3/things/7/', 'GET /api/v3/things/7/'],
    ['GET', '/api/v3/things/', 'GET /api/v3/things/'],
    ['PUT', '/api/v3/things/7', 'PUT /api/v3/things/7'],
  ])('%s %s is %s', (method, path, name) => {
    expect(operations.nameOf(method, path)).toBe(name);
  });

  it('prefer a literal path over a template', () => {
    const both = operationsOf(
      readOpenApi(
        'openapi: 3.0.0\npaths: {"/pet/{id}": {get: {operationId: byId}}, /pet/mine: {get: {operationId: mine}, put: {}}, "/pet/{id}/{file}.json": {get: {operationId: file}}}',
        'x',
      ),
    );
    expect(both.nameOf('GET', '/pet/mine')).toBe('mine');
    expect(both.nameOf('GET', '/pet/other')).toBe('byId');
    expect(both.nameOf('GET', '/pet/1/photo.json')).toBe('file');
    expect(both.nameOf('PUT', '/pet/mine')).toBe('PUT /pet/mine');
  });

  it.each([
    ['openapi: "2.0"\npaths: {}', 'expected version 3.x'],
    ['openapi: 3.0.0', '/paths'],
    ['{', 'not YAML or JSON'],
  ])('a document such as %j is refused', (text, reason) => {
    expect(() => readOpenApi(text, 'doc.yaml')).toThrow(reason);
  });
});
