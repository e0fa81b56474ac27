import {
  apiResponseSchema,
  orderSchema,
  petSchema,
  problemSchema,
  userSchema,
} from '@chaos-lab/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDocument } from '../support/petstore/contract.ts';

type Json = Readonly<Record<string, unknown>>;

const document = readDocument() as unknown as Json;
const schemas = (document['components'] as Record<string, Json>)['schemas'] as Record<string, Json>;

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
ajv.addSchema({ ...document, $id: 'doc' });

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const absolute = (schema: unknown): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')) as Json;

/** Every example in a document, with the schema that it is an example of. */
function examples(
  node: unknown,
  path: string,
): [path: string, schema: unknown, example: unknown][] {
  if (!isJson(node)) return [];
  const { example, schema } = node;
  const isSchema = path.startsWith('#/components/schemas/') && path.split('/').length === 4;
  const own: [string, unknown, unknown][] =
    example === undefined ? [] : [[path, isSchema ? node : schema, example]];
  const inner = Object.entries(node)
    .filter(([key]) => key !== 'example')
    .flatMap(([key, value]) => examples(value, `${path}/${key}`));
  return [...own, ...inner];
}

test.each(examples(document, '#'))(
  'the example at %s fits its schema',
  (_path, schema, example) => {
    const check = ajv.compile(absolute(schema));
    check(example);
    expect(check.errors).toBeNull();
  },
);

test('an example that does not fit would be found', () => {
  const planted = { schema: { $ref: '#/components/schemas/Pet' }, example: { name: 'x' } };
  const [[, schema, example] = []] = examples(planted, '#');
  expect(ajv.compile(absolute(schema))(example)).toBe(false);
});

test('every schema and every JSON answer and body has an example', () => {
  const withExample = new Set(examples(document, '#').map(([path]) => path));
  const missing = paths(document, '#').filter(
    (path) => !withExample.has(path) && !/schemas\/(Id|PetStatus)$/.test(path),
  );
  expect(missing).toEqual([]);
});

function paths(node: unknown, path: string): string[] {
  if (!isJson(node)) return [];
  const wants = /\/content\/application~?[^/]*json$/.test(path) || isNamedSchema(path);
  const inner = Object.entries(node).flatMap(([key, value]) => {
    if (key === 'example') return [];
    return paths(value, `${path}/${key}`);
  });
  return wants ? [path, ...inner] : inner;
}

const isNamedSchema = (path: string): boolean => /^#\/components\/schemas\/[^/]+$/.test(path);

describe('the schemas of the contracts are those of the document', () => {
  test.each([
    ['Pet', petSchema],
    ['Order', orderSchema],
    ['User', userSchema],
    ['ApiResponse', apiResponseSchema],
    ['Problem', problemSchema],
  ])('%s', (name, schema) => {
    expect(shapeOf(z.toJSONSchema(schema))).toEqual(shapeOf(schemas[name]));
  });

  test('a planted difference is found', () => {
    const other = petSchema.extend({ name: z.number() });
    expect(shapeOf(z.toJSONSchema(other))).not.toEqual(shapeOf(schemas['Pet']));
    const looser = petSchema.partial({ photoUrls: true });
    expect(shapeOf(z.toJSONSchema(looser))).not.toEqual(shapeOf(schemas['Pet']));
  });
});

/** Types, required names and allowed words of a schema, without how it is put. */
function shapeOf(node: unknown): unknown {
  if (!isJson(node)) return undefined;
  const { $ref, type, properties, items, enum: words, required } = node;
  if (typeof $ref === 'string') return shapeOf(schemas[$ref.split('/').at(-1) ?? '']);
  const sorted = (names: unknown) => (names as string[]).toSorted((a, b) => a.localeCompare(b));
  return {
    type,
    ...(isJson(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, shapeOf(value)]),
      ),
    }),
    ...(items !== undefined && { items: shapeOf(items) }),
    ...(words !== undefined && { words: sorted(words) }),
    ...(required !== undefined && { required: sorted(required) }),
  };
}
