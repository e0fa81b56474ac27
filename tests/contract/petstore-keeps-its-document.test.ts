import { createPetstore, type PetstoreOptions } from '@chaos-lab/petstore-mock';
import { expect, test } from 'vitest';
import {
  GOOD,
  OTHER_BODIES,
  type Sample,
  UNKNOWN,
  WRONG_BODIES,
} from '../support/petstore/calls.ts';
import { createContract, type Exchange, readDocument } from '../support/petstore/contract.ts';
import { DOORS, type OpenDoor } from '../support/petstore/doors.ts';
import { until } from '../support/until.ts';

const contract = createContract(readDocument());
const [over] = DOORS.map(([, open]) => open);
const open = (options?: PetstoreOptions): Promise<OpenDoor> => {
  if (over === undefined) throw new Error('there is no door');
  return over(options);
};

const IDS = Object.keys(GOOD);
const HAS_BODY = IDS.filter((id) => GOOD[id]?.body !== undefined);
const UNSAFE = IDS.filter((id) => GOOD[id]?.method !== 'GET');
const KEY = { 'Idempotency-Key': 'key' };

const good = (id: string): Sample => {
  const sample = GOOD[id];
  if (sample === undefined) throw new Error(`no sample calls ${id}`);
  return sample;
};

const seen = new Set<string>();

/** Makes a call, and checks both of its directions against the document. */
async function exchange(door: OpenDoor, id: string, sample: Sample, more: object = {}) {
  const headers = { ...sample.headers, ...more };
  const { method, path, body } = sample;
  const answer = await door.call(method, path, { headers, ...(body !== undefined && { body }) });
  const both: Exchange = {
    operationId: id,
    request: { media: headers['Content-Type'], text: body ?? '' },
    response: answer,
  };
  expect(contract.responseViolations(both), `${id} ${answer.status} ${answer.text}`).toEqual([]);
  seen.add(contract.nameOf(both));
  return both;
}

test.each(IDS)('%s keeps its promises', async (id) => {
  const door = await open();
  const asked = await exchange(door, id, good(id));
  expect([asked.response.status, contract.requestViolations(asked)]).toEqual([200, []]);
  const again = await open();
  const hasXml = contract.declared.includes(`${id} 200 application/xml`);
  if (hasXml) await exchange(again, id, good(id), { Accept: 'application/xml' });
  const { response } = await exchange(door, id, good(id), { 'Chaos-Session': 'not a name' });
  expect(response.status).toBe(400);
  if (!contract.declared.some((name) => name.startsWith(`${id} 406`))) return;
  const refused = await exchange(door, id, good(id), { Accept: 'text/html' });
  expect(refused.response.status).toBe(406);
});

test.each(OTHER_BODIES)('%s takes XML', async (id, sample) => {
  const both = await exchange(await open(), id, sample);
  expect([both.response.status, contract.requestViolations(both)]).toEqual([200, []]);
});

test.each(UNKNOWN)('%s does not know everything', async (id, sample) => {
  expect((await exchange(await open(), id, sample)).response.status).toBe(404);
});

test.each(WRONG_BODIES)('%s refuses what the document refuses', async (id, sample) => {
  const both = await exchange(await open(), id, sample);
  expect([400, 422]).toContain(both.response.status);
  expect(contract.requestViolations(both)).not.toEqual([]);
});

test.each(HAS_BODY)('%s refuses bodies it cannot take', async (id) => {
  const sample = good(id);
  const door = await open({ maxBodyBytes: 4 });
  expect((await exchange(door, id, sample)).response.status).toBe(413);
  const other = await exchange(door, id, sample, { 'Content-Type': 'text/plain' });
  expect(other.response.status).toBe(415);
});

test.each(UNSAFE)('%s refuses a key of another request', async (id) => {
  const door = await open();
  const { status } = await door.call('POST', '/pet/2?name=x', { headers: KEY });
  expect(status).toBe(200);
  expect((await exchange(door, id, good(id), KEY)).response.status).toBe(422);
});

test.each(HAS_BODY)('%s refuses a key that is in use', async (id) => {
  const door = await open();
  const sample = good(id);
  const headers = { ...sample.headers, ...KEY, 'Chaos-Session': 'busy' };
  let finish = (): void => {};
  const body = new ReadableStream({
    start: (controller) => {
      const bytes = new TextEncoder().encode(sample.body);
      controller.enqueue(bytes.slice(0, 1));
      finish = () => {
        controller.enqueue(bytes.slice(1));
        controller.close();
      };
    },
  });
  const first = door.call(sample.method, sample.path, { headers, body });
  const busy = { session: 'busy', arm: '-' };
  await until('the first request has arrived', () => door.petstore.stores.peek(busy) !== undefined);
  expect((await exchange(door, id, sample, headers)).response.status).toBe(409);
  finish();
  expect((await first).status).toBe(200);
});

test.each(IDS)('%s that fails says so as the document says', async (id) => {
  const door = await open({
    operations: {
      [id]: () => {
        throw new Error('planted');
      },
    },
  });
  expect((await exchange(door, id, good(id))).response.status).toBe(500);
});

test('every declared response was seen but those of what stands in front of the store', () => {
  const missing = contract.declared.filter((name) => !seen.has(name));
  expect(missing).toEqual(IDS.map((id) => `${id} 429 application/problem+json`));
});

test.each(IDS)('a planted mismatch in what %s answers is found', async (id) => {
  const door = await open({
    operations: { [id]: () => ({ ok: true, body: 7, headers: {}, changes: [] }) },
  });
  // An answer without a body cannot be wrong in it: there the planted mismatch is a body.
  const { method, path, headers = {}, body } = good(id);
  const answer = await door.call(method, path, { headers, ...(body !== undefined && { body }) });
  const text = answer.text === '' ? '{}' : answer.text;
  const both = {
    operationId: id,
    request: { media: undefined, text: '' },
    response: { ...answer, text },
  };
  expect(contract.responseViolations(both)).not.toEqual([]);
});

test('a planted mismatch in a request, a status, a media type or a header is found', async () => {
  const door = await open();
  const answer = await door.call('GET', '/user/login?username=user1&password=secret-1');
  const login = (response: Partial<typeof answer>): string[] =>
    contract.responseViolations({
      operationId: 'loginUser',
      request: { media: undefined, text: '' },
      response: { ...answer, ...response },
    });
  expect(login({})).toEqual([]);
  expect(login({ status: 201 })).toEqual(['status 201 is not declared']);
  expect(login({ headers: new Headers({ 'Content-Type': 'text/html' }) })).toEqual([
    'X-Rate-Limit is missing',
    'X-Expires-After is missing',
    'text/html is not declared',
  ]);
  const request = { media: 'application/json', text: '{"name":"x"}' };
  expect(contract.requestViolations({ operationId: 'addPet', request, response: answer })).toEqual([
    " must have required property 'photoUrls'",
  ]);
});

test('the document that is served is the document', async () => {
  const { call } = await open();
  const { json, headers } = await call('GET', '/openapi.json');
  expect(headers.get('Content-Type')).toBe('application/json');
  expect(json).toEqual(JSON.parse(JSON.stringify(readDocument())));
  expect(createPetstore().document).toEqual(readDocument());
});
