import { expect, test } from 'vitest';
import { operationsIn } from '../read/operations.ts';
import { readOpenApi } from '../read/read-openapi.ts';
import { parametersOf } from './parameters.ts';
import { schemasOf } from './schemas.ts';

function read(parameter: object, query: string, headers = {}) {
  const get = { operationId: 'a', parameters: [{ name: 'p', in: 'query', ...parameter }] };
  const item = { parameters: [{ name: 'p', in: 'query', schema: { type: 'boolean' } }], get };
  const document = readOpenApi(
    JSON.stringify({ openapi: '3.1.0', paths: { '/x/{p}': item } }),
    'd',
  );
  const [operation] = operationsIn(document);
  if (operation === undefined) throw new Error('no operation');
  const input: Record<string, unknown> = {};
  const complaints: { message: string }[] = [];
  const raw = { path: ['a%20b'], query: new URLSearchParams(query), headers };
  parametersOf(document, schemasOf(document), operation)(raw, input, complaints as never);
  return complaints.length > 0 ? complaints.map(({ message }) => message) : input['p'];
}

const list = { schema: { type: 'array', items: { type: 'integer' } } };

test.each([
  ['a number', { schema: { type: 'integer' } }, 'p=7', 7],
  ['a number that may be null', { schema: { type: ['integer', 'null'] } }, 'p=7', 7],
  ['a combined type', { schema: { allOf: [{ type: 'boolean' }] } }, 'p=true', true],
  ['no number', { schema: { type: 'integer' } }, 'p=x', ['must be integer']],
  ['one that is there twice', { schema: { type: 'integer' } }, 'p=1&p=2', ['must be integer']],
  ['a list by repetition', list, 'p=1&p=2', [1, 2]],
  ['a list by commas', { ...list, explode: false }, 'p=1,2', [1, 2]],
  ['a list by pipes', { ...list, style: 'pipeDelimited' }, 'p=1|2', [1, 2]],
  ['a list by spaces', { ...list, style: 'spaceDelimited' }, 'p=1%202', [1, 2]],
  ['JSON', { content: { 'application/json': { schema: { type: 'array' } } } }, 'p=[1]', [1]],
  [
    'no JSON',
    { content: { 'application/json': { schema: { type: 'array' } } } },
    'p=[',
    ['must be array'],
  ],
  ['one that is missing', { required: true, schema: {} }, '', ['is required']],
  ['one that may be missing', { schema: {} }, '', undefined],
  ['a path', { in: 'path', schema: { type: 'string' } }, '', 'a%20b'],
])('%s', (_, parameter, query, value) => {
  expect(read(parameter, query)).toEqual(value);
});

test('a header, whatever its case', () => {
  const parameter = { name: 'X-List', in: 'header', schema: { type: 'array' } };
  expect(read({ ...parameter, required: true }, '', {})).toEqual(['is required']);
  expect(read({ ...parameter, required: true }, '', { 'x-list': 'a,b' })).toBeUndefined();
});
