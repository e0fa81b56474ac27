import { problemSchema } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { type Call, DOORS } from '../../support/petstore/doors.ts';

const json = (body: string): Call => ({ headers: { 'Content-Type': 'application/json' }, body });
const xml = (body: string): Call => ({ headers: { 'Content-Type': 'application/xml' }, body });
const PET = '{"name":"a","photoUrls":[]}';

type Case = [what: string, method: string, path: string, init: Call, status: number, where: string];

const CASES: Case[] = [
  ['an id that is no number', 'GET', '/pet/seven', {}, 400, 'petId'],
  ['an id with a fraction', 'GET', '/pet/1.5', {}, 400, 'petId'],
  ['an id beyond 2^53', 'GET', '/pet/9007199254740993', {}, 400, 'petId'],
  ['an id too long to read', 'DELETE', `/pet/${'9'.repeat(400)}`, {}, 400, 'petId'],
  ['an unknown pet', 'GET', '/pet/999', {}, 404, ''],
  [
    'an unknown pet to update',
    'PUT',
    '/pet',
    json('{"id":999,"name":"a","photoUrls":[]}'),
    404,
    '',
  ],
  ['an update without id', 'PUT', '/pet', json(PET), 400, '/id'],
  ['an unknown order', 'GET', '/store/order/999', {}, 404, ''],
  ['an unknown user', 'GET', '/user/nobody', {}, 404, ''],
  ['a broken percent-encoding', 'GET', '/user/%zz', {}, 400, 'path'],
  ['a status that is none', 'GET', '/pet/findByStatus?status=lost', {}, 400, 'status/0'],
  ['no status', 'GET', '/pet/findByStatus', {}, 400, 'status'],
  ['no tags', 'GET', '/pet/findByTags', {}, 400, 'tags'],
  ['an empty tag', 'GET', '/pet/findByTags?tags=', {}, 400, 'tags/0'],
  ['no pet to find orders of', 'GET', '/store/order', {}, 400, 'petId'],
  ['two pets to find orders of', 'GET', '/store/order?petId=1&petId=2', {}, 400, 'petId'],
  ['no body', 'POST', '/pet', {}, 400, '/'],
  ['broken JSON', 'POST', '/pet', json('{"name":"a",'), 400, '/'],
  ['an empty JSON value', 'POST', '/store/order', json('   '), 400, '/'],
  ['JSON of another kind', 'POST', '/pet', json('[]'), 422, '/'],
  ['null', 'POST', '/store/order', json('null'), 422, '/'],
  ['a missing field', 'POST', '/pet', json('{"photoUrls":[]}'), 422, '/name'],
  ['a wrong type', 'POST', '/pet', json('{"name":7,"photoUrls":[]}'), 422, '/name'],
  [
    'a wrong type inside',
    'POST',
    '/pet',
    json('{"name":"a","photoUrls":[1]}'),
    422,
    '/photoUrls/0',
  ],
  [
    'a wrong enum',
    'POST',
    '/pet',
    json('{"name":"a","photoUrls":[],"status":"x"}'),
    422,
    '/status',
  ],
  ['a large id', 'POST', '/store/order', json('{"id":9007199254740993}'), 422, '/id'],
  ['a large quantity', 'POST', '/store/order', json('{"quantity":2147483648}'), 422, '/quantity'],
  ['no date', 'POST', '/store/order', json('{"shipDate":"soon"}'), 422, '/shipDate'],
  ['a wrong user', 'POST', '/user', json('{"username":"a","userStatus":"1"}'), 422, '/userStatus'],
  ['broken XML', 'POST', '/pet', xml('<pet><name>a</pet>'), 400, '/'],
  ['another element', 'POST', '/pet', xml('<cat><name>a</name></cat>'), 400, '/'],
  ['a document type', 'POST', '/pet', xml('<!DOCTYPE a [<!ENTITY b "c">]><pet/>'), 400, '/'],
  ['text in place of elements', 'POST', '/store/order', xml('<order>true</order>'), 422, '/'],
  ['text in place of a user', 'PUT', '/user/user1', xml('<user>true</user>'), 422, '/'],
  [
    'a date with a space',
    'POST',
    '/store/order',
    json('{"shipDate":"2026-01-31 09:00:00Z"}'),
    422,
    '/shipDate',
  ],
  [
    'an offset without a colon',
    'POST',
    '/store/order',
    json('{"shipDate":"2026-01-31T09:00:00+0000"}'),
    422,
    '/shipDate',
  ],
  [
    'tags that are all wrong',
    'POST',
    '/pet',
    json(`{"name":"a","photoUrls":[],"tags":[${'0,'.repeat(60_000)}0]}`),
    422,
    '/tags/0',
  ],
  ['XML without a field', 'POST', '/pet', xml('<pet><photoUrls/></pet>'), 422, '/name'],
  [
    'XML of a wrong type',
    'POST',
    '/pet',
    xml('<pet><id>x</id><name>a</name><photoUrls/></pet>'),
    422,
    '/id',
  ],
  [
    'an element where text belongs',
    'POST',
    '/pet',
    xml('<pet><name><b>a</b></name><photoUrls/></pet>'),
    422,
    '/name',
  ],
  [
    'broken JSON in a form',
    'POST',
    '/pet',
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'name=a&tags={' },
    400,
    '/',
  ],
  [
    'text',
    'POST',
    '/pet',
    { headers: { 'Content-Type': 'text/plain' }, body: PET },
    415,
    'Content-Type',
  ],
  [
    'another alphabet',
    'POST',
    '/pet',
    { headers: { 'Content-Type': 'application/json; charset=utf-16' }, body: PET },
    415,
    'Content-Type',
  ],
  [
    'a packed body',
    'POST',
    '/pet',
    { headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }, body: PET },
    415,
    'Content-Encoding',
  ],
  [
    'bytes that are not UTF-8',
    'POST',
    '/pet',
    { headers: { 'Content-Type': 'application/json' }, body: new Uint8Array([34, 0xff, 34]) },
    400,
    '/',
  ],
  [
    'a session with a space',
    'GET',
    '/pet/1',
    { headers: { 'Chaos-Session': 'a b' } },
    400,
    'Chaos-Session',
  ],
  [
    'an empty key',
    'DELETE',
    '/pet/1',
    { headers: { 'Idempotency-Key': '' } },
    400,
    'Idempotency-Key',
  ],
  ['a path that is none', 'GET', '/nothing', {}, 404, ''],
  ['an empty id', 'GET', '/pet/', {}, 404, ''],
];

describe.each(DOORS)('errors %s', (_name, open) => {
  test.each(CASES)('%s', async (_what, method, path, init, status, where) => {
    const { call, petstore } = await open();
    const answer = await call(method, path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    const problem = problemSchema.parse(answer.json);
    expect(problem).toMatchObject({ status, instance: `/api/v3${path}`.split('?')[0] });
    if (where !== '') expect(problem.errors?.[0]?.path).toBe(where);
    expect(problem.detail).not.toMatch(/undefined|\[object|\n/);
    expect(answer.text).not.toMatch(/node_modules|\.ts:|\n *at /);
    const log = petstore.stores.peek({ session: 'default', arm: '-' })?.log;
    expect(log?.effects ?? []).toEqual([]);
  });

  test('broken JSON is named with its place', async () => {
    const { call } = await open();
    const { json: problem } = await call('POST', '/pet', json('{"name": nope}'));
    expect(problem).toMatchObject({ type: 'urn:chaos-lab:problem:malformed-body' });
    expect((problem as { detail: string }).detail).toMatch(/found "n" \(line 1, column 10\)$/);
  });

  test('broken XML is named with its place', async () => {
    const { call } = await open();
    const { json: problem } = await call('POST', '/pet', xml('<pet>\n<name>a</pet>'));
    expect((problem as { detail: string }).detail).toContain('line 2');
  });

  test('every mistake of a body is listed', async () => {
    const { call } = await open();
    const { json: problem } = await call('POST', '/pet', json('{"id":"1","status":"x"}'));
    const paths = (problem as { errors: { path: string }[] }).errors.map(({ path }) => path);
    expect(paths.toSorted((a, b) => a.localeCompare(b))).toEqual([
      '/id',
      '/name',
      '/photoUrls',
      '/status',
    ]);
  });

  test('a body beyond the limit is 413, one at the limit is taken', async () => {
    const { call } = await open({ maxBodyBytes: 200 });
    const padded = (bytes: number) => {
      const empty = JSON.stringify({ name: '', photoUrls: [] });
      return json(empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`));
    };
    expect((await call('POST', '/pet', padded(200))).status).toBe(200);
    const refused = await call('POST', '/pet', padded(201));
    expect(refused).toMatchObject({ status: 413, json: { status: 413 } });
    expect(refused.text).toContain('at most 200 bytes');
  });

  test('another method is 405 with those that are allowed, OPTIONS lists them', async () => {
    const { call } = await open();
    const refused = await call('PATCH', '/store/order/1', json('{}'));
    expect(refused.status).toBe(405);
    expect(refused.headers.get('Allow')).toBe('GET, HEAD, DELETE, OPTIONS');
    const options = await call('OPTIONS', '/pet');
    expect(options.status).toBe(204);
    expect(options.headers.get('Allow')).toBe('PUT, POST, OPTIONS');
  });

  test('HEAD is GET without its body', async () => {
    const { call } = await open();
    expect(await call('HEAD', '/pet/1')).toMatchObject({ status: 200, text: '' });
    expect((await call('HEAD', '/pet/999')).status).toBe(404);
  });

  test('unknown properties are left out, whatever they are called', async () => {
    const { call } = await open();
    const body = json(
      '{"name":"a","photoUrls":[],"extra":1,"__proto__":{"x":1},"tags":[{"name":"t","y":2}]}',
    );
    const added = await call('POST', '/pet', body);
    expect(added.text).toBe('{"id":21,"name":"a","photoUrls":[],"tags":[{"name":"t"}]}');
  });

  test('an operation that throws is a bare 500 and changes nothing', async () => {
    const errors: unknown[] = [];
    const { call, petstore } = await open({
      operations: {
        placeOrder: () => {
          throw new Error('a bug of the inside');
        },
      },
      observer: { onError: (error) => errors.push(error) },
    });
    const headers = { 'Idempotency-Key': 'k' };
    const answer = await call('POST', '/store/order', { headers, body: { petId: 1 } });
    expect(answer).toMatchObject({ status: 500, json: { status: 500 } });
    expect(answer.text).not.toContain('inside');
    expect(errors).toEqual([new Error('a bug of the inside')]);
    expect(petstore.stores.peek({ session: 'default', arm: '-' })?.log.effects).toEqual([]);
    // The key is free again.
    expect((await call('POST', '/store/order', { headers, body: { petId: 2 } })).status).toBe(500);
  });
});
