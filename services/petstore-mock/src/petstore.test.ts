import { DEFAULT_IDENTITY } from '@chaos-lab/contracts';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Reply } from './http/messages.ts';
import { createPetstore, type Petstore } from './petstore.ts';

// Hundreds of runs of many calls take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

type Call = { method: string; path: string; media?: string; body?: unknown; key?: string };

function send(petstore: Petstore, { method, path, media, body, key }: Call): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = Buffer.from(text ?? '');
  const headers = {
    ...(body !== undefined && { 'content-length': String(bytes.length) }),
    ...(body !== undefined && { 'content-type': media ?? 'application/json' }),
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const result = petstore.receive({ method, url: `/api/v3${path}`, headers });
  return 'status' in result ? result : result.finish(bytes);
}

type State = Record<'pet' | 'order' | 'user', Map<number | string, unknown>>;

function stateOf(petstore: Petstore): State {
  const { state } = petstore.stores.open(DEFAULT_IDENTITY);
  const users = Array.from({ length: 12 }, (_, index) => state.user(`user${index + 1}`));
  return {
    pet: new Map([...state.pets()].map((pet) => [pet.id, pet])),
    order: new Map([...state.orders()].map((order) => [order.id, order])),
    user: new Map(users.flatMap((user) => (user === undefined ? [] : [[user.username, user]]))),
  };
}

const id = fc.integer({ min: 1, max: 24 });
const status = fc.constantFrom('available', 'pending', 'sold');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const pet = fc.record({
  id: maybe(id),
  name: fc.string(),
  photoUrls: fc.array(fc.webUrl(), { maxLength: 2 }),
  status: maybe(status),
  tags: maybe(fc.array(fc.record({ id, name: fc.string() }), { maxLength: 2 })),
});
const order = fc.record({ id: maybe(id), petId: id, quantity: fc.nat(5), complete: fc.boolean() });
const name = fc.integer({ min: 1, max: 8 }).map((number) => `user${number}`);
const user = fc.record({ username: name, userStatus: fc.nat(3), email: maybe(fc.string()) });

const call = (method: string, path: fc.Arbitrary<string>, body?: fc.Arbitrary<unknown>) =>
  fc.record({
    method: fc.constant(method),
    path,
    ...(body !== undefined && { body }),
    key: maybe(fc.constantFrom('a', 'b', 'c')),
  }) as fc.Arbitrary<Call>;
const at = (base: string, tail: fc.Arbitrary<string | number>) =>
  tail.map((end) => `${base}${end}`);

const validCall = fc.oneof(
  call('POST', fc.constant('/pet'), pet),
  call('PUT', fc.constant('/pet'), pet),
  call(
    'POST',
    fc.tuple(id, status).map(([number, to]) => `/pet/${number}?status=${to}`),
  ),
  call('DELETE', at('/pet/', id)),
  call('POST', fc.constant('/store/order'), order),
  call('DELETE', at('/store/order/', id)),
  call('POST', fc.constant('/user'), user),
  call('POST', fc.constant('/user/createWithList'), fc.array(user, { minLength: 1, maxLength: 3 })),
  call('PUT', at('/user/', name), user),
  call('DELETE', at('/user/', name)),
);

test('after any calls the inventory is that of the pets, and the ledger adds up to the state', () => {
  fc.assert(
    fc.property(fc.array(validCall, { maxLength: 40 }), (calls) => {
      const petstore = createPetstore();
      const rebuilt = stateOf(petstore);
      for (const one of calls) expect(send(petstore, one).status).toBeLessThan(500);

      const { log, state } = petstore.stores.open(DEFAULT_IDENTITY);
      for (const { entity, entityId, before, after, change } of log.effects) {
        if (entity === 'image') continue;
        expect(rebuilt[entity].get(entityId) ?? null).toEqual(before);
        expect(change).toBe(before === null ? 'created' : after === null ? 'deleted' : 'updated');
        if (after === null) rebuilt[entity].delete(entityId);
        else rebuilt[entity].set(entityId, after);
      }
      const now = stateOf(petstore);
      expect(now).toEqual(rebuilt);

      const counts: Record<string, number> = { available: 0, pending: 0, sold: 0 };
      for (const one of now.pet.values()) {
        const { status: is } = one as { status?: string };
        if (is !== undefined) counts[is] = (counts[is] ?? 0) + 1;
      }
      expect(state.inventory()).toEqual(counts);
      const asked = send(petstore, { method: 'GET', path: '/store/inventory' });
      expect(JSON.parse(asked.body ?? '')).toEqual(counts);
    }),
    { numRuns: 300 },
  );
});

test('the same calls give the same answers and the same state, whatever other sessions do', () => {
  fc.assert(
    fc.property(fc.array(validCall, { maxLength: 15 }), (calls) => {
      const run = (disturb: boolean) => {
        const petstore = createPetstore();
        const replies = calls.map((one) => {
          if (disturb) petstore.stores.open({ session: 'other', arm: '-' }).keys.start('a');
          const { status: code, body } = send(petstore, one);
          return [code, body];
        });
        return [replies, stateOf(petstore)];
      };
      expect(run(true)).toEqual(run(false));
    }),
    { numRuns: 50 },
  );
});

describe('a body that is refused', () => {
  const targets: readonly (readonly [string, string])[] = [
    ['POST', '/pet'],
    ['PUT', '/pet'],
    ['POST', '/store/order'],
    ['POST', '/user'],
    ['PUT', '/user/user1'],
    ['POST', '/user/createWithList'],
  ];
  const cutJson = fc.tuple(pet, fc.nat()).map(([value, cut]) => {
    const text = JSON.stringify(value);
    return { media: 'application/json', body: text.slice(0, cut % text.length) };
  });
  const anyJson = fc.json().map((body) => ({ media: 'application/json', body }));
  const cutXml = fc.nat().map((cut) => {
    const text = '<pet><id>1</id><name>a</name><photoUrls><photoUrl>b</photoUrl></photoUrls></pet>';
    return { media: 'application/xml', body: text.slice(0, cut % text.length) };
  });
  const anyText = fc.record({
    media: fc.constantFrom('application/json', 'application/xml'),
    body: fc.string(),
  });
  const junk = fc.oneof(cutJson, anyJson, cutXml, anyText);

  test('leaves the state as it was, and says what was wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...targets), junk, ([method, path], { media, body }) => {
        const petstore = createPetstore();
        const before = stateOf(petstore);
        const reply = send(petstore, { method, path, media, body });
        // A body of any JSON may happen to be one that is taken.
        if (reply.status === 200) return;
        expect([400, 415, 422]).toContain(reply.status);
        const problem = JSON.parse(reply.body ?? '') as { detail: string; errors: unknown[] };
        expect(problem.errors.length).toBeGreaterThan(0);
        expect(problem.detail).not.toBe('');
        expect(stateOf(petstore)).toEqual(before);
        expect(petstore.stores.open(DEFAULT_IDENTITY).log.total).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
