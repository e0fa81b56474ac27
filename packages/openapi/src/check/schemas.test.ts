import { describe, expect, test } from 'vitest';
import { readOpenApi } from '../read/read-openapi.ts';
import { schemasOf } from './schemas.ts';

/** The check of one schema in a document that has these ones. */
function checkOf(schema: object | boolean, schemas: object = {}, openapi = '3.1.0') {
  const text = JSON.stringify({ openapi, paths: {}, components: { schemas } });
  const document = readOpenApi(text, 'doc.json');
  const check = schemasOf(document).compile(schema, 'POST /t body');
  return (value: unknown) => check(value)?.map(({ path, message }) => `${path} ${message}`);
}

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

describe('a schema', () => {
  test('says where a value does not fit, also behind references', () => {
    const pet = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };
    const check = checkOf({ type: 'array', items: ref('Pet') }, { Pet: pet });
    expect(check([{ id: 1 }])).toBeUndefined();
    expect(check([{ id: 1 }, {}, { id: 'x' }])).toEqual([
      '/1/id is required',
      '/2/id must be integer',
    ]);
    expect(check(7)).toEqual(['/ must be array']);
  });

  test('may contain itself, by way of others too', () => {
    const next = { type: 'object', properties: { next: ref('B'), n: { type: 'integer' } } };
    const check = checkOf(ref('A'), { A: next, B: { allOf: [ref('A')] } });
    expect(check({ next: { next: { n: 1 } } })).toBeUndefined();
    expect(check({ next: { next: { n: 'x' } } })).toEqual(['/next/next/n must be integer']);
  });

  test('may refer into another, and by an escaped name', () => {
    const check = checkOf(
      { $ref: '#/components/schemas/a~1b%20c/properties/id' },
      { 'a/b c': { properties: { id: { type: 'integer' } } } },
    );
    expect(check(1)).toBeUndefined();
    expect(check('x')).toEqual(['/ must be integer']);
  });

  test('knows what was looked at behind a reference', () => {
    const open = { properties: { a: { type: 'integer' } } };
    const closed = { allOf: [ref('A')], unevaluatedProperties: false };
    const check = checkOf(ref('B'), { A: open, B: closed });
    expect(check({ a: 1 })).toBeUndefined();
    expect(check({ b: 1 })).toHaveLength(1);
  });

  test('may ask for one thing if there is another', () => {
    const check = checkOf(
      JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]}}') as object,
    );
    expect(check({ a: 1, b: 1 })).toBeUndefined();
    expect(check({ a: 1 })).toContain('/b is required');
  });

  test.each([
    ['an unknown type', { type: 'strin' }],
    ['a bound that is no number', { minimum: 'x' }],
  ])('with %s is refused by its place', (_, schema) => {
    expect(() => checkOf(schema)).toThrow('POST /t body cannot be checked');
  });

  test('with a pattern that is not linear is refused by the place of the pattern', () => {
    const schemas = { A: { properties: { a: { type: 'string', pattern: '^(?!x)' } } } };
    expect(() => checkOf(ref('A'), schemas)).toThrow(
      '/components/schemas/A/properties/a/pattern cannot be checked',
    );
  });
});

describe('a schema of 3.0', () => {
  test('may be null and exclude its bounds by a flag', () => {
    const schema = { type: 'number', nullable: true, minimum: 1, exclusiveMinimum: true };
    const check = checkOf(ref('A'), { A: schema }, '3.0.3');
    expect([check(null), check(1.5)]).toEqual([undefined, undefined]);
    expect(check(1)).toEqual(['/ must be > 1']);
  });

  test('means nothing by what stands beside a reference', () => {
    const schema = { ...ref('A'), maxLength: 1 };
    expect(checkOf(schema, { A: { type: 'string' } }, '3.0.3')('long')).toBeUndefined();
    expect(checkOf(schema, { A: { type: 'string' } })('long')).toHaveLength(1);
  });

  test('may call a property as a keyword', () => {
    const properties = {
      nullable: { type: 'boolean' },
      default: { type: 'string', nullable: true },
    };
    const check = checkOf({ type: 'object', properties }, {}, '3.0.3');
    expect(check({ nullable: true, default: null })).toBeUndefined();
    expect(check({ nullable: 1 })).toEqual(['/nullable must be boolean']);
  });
});

test.each([
  ['2026-01-31T09:00:00Z', true],
  ['2026-01-31t09:00:00.123+02:00', true],
  ['2026-01-31T09:00:00+0000', false],
  ['2026-01-31 09:00:00Z', false],
  ['2026-02-30T09:00:00Z', false],
  ['2026-01-31T09:00:00', false],
])('%s as a date-time: %s', (text, fits) => {
  expect(checkOf({ type: 'string', format: 'date-time' })(text) === undefined).toBe(fits);
});

test('many complaints are bounded, and found in a time that the length of the value bounds', () => {
  const check = checkOf({ type: 'array', items: ref('T') }, { T: { type: 'object' } });
  const zeros = (length: number): number[] => Array.from({ length }, () => 0);
  expect(check(zeros(500))).toHaveLength(100);
  expect(check(zeros(200_000))).toEqual(['/0 must be object']);
});

test('hundreds of schemas that all contain each other are compiled', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `S${index}`,
      {
        type: 'object',
        properties: { a: ref(`S${(index * 7 + 1) % 300}`), b: ref(`S${(index * 3 + 2) % 300}`) },
      },
    ]),
  );
  const check = checkOf(ref('S0'), schemas);
  expect(check({ a: { b: { a: 7 } } })).toEqual(['/a/b/a must be object']);
});
