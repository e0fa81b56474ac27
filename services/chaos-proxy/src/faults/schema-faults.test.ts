import { describe, expect, test } from 'vitest';
import { schemasOf } from '@chaos-lab/openapi';
import { readOpenApi } from '@chaos-lab/openapi/read';
import { operationsOf } from '../openapi/operations.ts';
import { type ResponseSchema, responseSchemas } from '../openapi/response-schemas.ts';
import { changeBySchema } from './schema-change.ts';
import { brokenAnswers } from './schema-violation.ts';
import { otherAnswers } from './wrong-value.ts';

const DRAWS = Array.from({ length: 20 }, (_, index) => index / 20);

function schemaOf(schema: unknown, status = 200): ResponseSchema | 'unusable' | undefined {
  const content = schema === undefined ? {} : { 'application/json': { schema } };
  const document = readOpenApi(
    JSON.stringify({
      openapi: '3.1.0',
      paths: { '/a': { get: { operationId: 'a', responses: { 200: { content } } } } },
    }),
    'test',
  );
  return responseSchemas(document, operationsOf(document), schemasOf(document))('a', status);
}

function both(text: string, schema: unknown, draw: number) {
  const compiled = schemaOf(schema);
  if (compiled === undefined) throw new Error('the operation is unknown');
  return {
    compiled,
    wrong: changeBySchema(text, compiled, true, (known) => otherAnswers(text, known, draw, draw)),
    broken: changeBySchema(text, compiled, false, () => brokenAnswers(text, draw)),
  };
}

function textOf(change: unknown): string {
  if (typeof change === 'string') return change;
  throw new Error(`no text: ${JSON.stringify(change)}`);
}

const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

describe('a value under a schema', () => {
  test.each([
    ['an enum', '{"a":"red"}', object({ a: { enum: ['red', 'green', 'blue'] } })],
    ['an enum of numbers', '{"a":1}', object({ a: { enum: [1, 50, 900] } })],
    ['a range', '{"a":5}', object({ a: { type: 'integer', minimum: 4, maximum: 6 } })],
    [
      'a bound that is reached',
      '{"a":6}',
      object({ a: { type: 'integer', minimum: 5, maximum: 6 } }),
    ],
    ['a multiple', '{"a":35}', object({ a: { type: 'integer', multipleOf: 7, maximum: 70 } })],
    ['a pattern', '{"a":"AB-12"}', object({ a: { type: 'string', pattern: '^A[A-Z]-\\d\\d$' } })],
    ['a length', '{"a":"abc"}', object({ a: { type: 'string', minLength: 3, maxLength: 3 } })],
    [
      'a uuid',
      '{"a":"f81d4fae-7dec-41d0-8765-00a0c91e6bff"}',
      object({ a: { type: 'string', format: 'uuid' } }),
    ],
    ['an email', '{"a":"zoe9@example.com"}', object({ a: { type: 'string', format: 'email' } })],
    ['a date', '{"a":"2026-01-31"}', object({ a: { type: 'string', format: 'date' } })],
    [
      'a time',
      '{"a":"2026-01-31T00:00:00Z"}',
      object({ a: { type: 'string', format: 'date-time' } }),
    ],
    [
      'a list',
      '[{"a":true},{"a":false}]',
      { type: 'array', items: object({ a: { type: 'boolean' } }) },
    ],
    ['a map', '{"x":1,"y":2}', { type: 'object', additionalProperties: { type: 'integer' } }],
    ['a text alone', '"ab"', { type: 'string' }],
  ])('of %s has another one that fits and one that does not', (_name, text, schema) => {
    for (const draw of DRAWS) {
      const { compiled, wrong, broken } = both(text, schema, draw);
      const accepts = (json: unknown) =>
        compiled !== 'unusable' && compiled.accepts(JSON.parse(textOf(json)));
      expect(accepts(text)).toBe(true);
      expect(JSON.parse(textOf(wrong))).not.toEqual(JSON.parse(text));
      expect(accepts(wrong), textOf(wrong)).toBe(true);
      expect(accepts(broken), textOf(broken)).toBe(false);
    }
  });

  test('may be missing where it is required', () => {
    const schema = object({ a: {}, b: {} });
    const seen = DRAWS.map((draw) => both('{ "a": [1,{"c":2}] , "b": 3 }', schema, draw).broken);
    expect(new Set(seen)).toEqual(new Set(['{  "b": 3 }', '{ "a": [1,{"c":2}]  }']));
  });
});

describe('nothing is sent where the schema leaves no choice', () => {
  const none = { suppressed: 'no-fitting-change' };

  test('a constant, and null, are never another value', () => {
    expect(both('{"a":1}', object({ a: { const: 1 } }), 0.5).wrong).toEqual(none);
    expect(both('{"a":null}', object({ a: { type: 'null' } }), 0.5).wrong).toEqual(none);
  });

  test.each([
    ['the empty schema', {}],
    ['no schema', undefined],
  ])('%s', (_name, schema) => {
    const { wrong, broken } = both('{"a":1}', schema, 0);
    expect(broken).toEqual(none);
    expect(wrong).toBe('{"a":2}');
  });

  test('a schema that cannot be compiled', () => {
    const schema = { type: 'object', properties: { b: { type: 'string', pattern: '(?=b)' } } };
    expect(both('{"a":1}', schema, 0)).toMatchObject({
      compiled: 'unusable',
      wrong: { suppressed: 'schema-unusable' },
      broken: { suppressed: 'schema-unusable' },
    });
  });
});

test('a long answer is not searched without end', () => {
  let parsed = 0;
  const never: ResponseSchema = {
    named: [],
    steps: [],
    accepts() {
      parsed += 1;
      return false;
    },
  };
  const endless = function* () {
    for (;;) yield '1';
  };
  const wide = ' '.repeat(4 * 1024 * 1024);
  expect(changeBySchema('1', never, true, endless)).toEqual({ suppressed: 'no-fitting-change' });
  expect(parsed).toBe(200);
  parsed = 0;
  changeBySchema(wide, never, true, endless);
  expect(parsed).toBe(8);
});

test('numbers that JSON has but a double has not do not stop the search', () => {
  const schema = object({ a: { type: 'number' } });
  expect(both('{"a":1e999}', schema, 0).wrong).toBe('{"a":0}');
});
