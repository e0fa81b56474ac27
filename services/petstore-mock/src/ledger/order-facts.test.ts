import type { Effect } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { orderFacts } from './order-facts.ts';

const WHO = { session: 's', arm: 'a' };

const pet = (id: number, status: string, more = {}) => ({
  id,
  name: 'x',
  photoUrls: [],
  status,
  ...more,
});

type Part = Pick<Effect, 'entity' | 'entityId' | 'before' | 'after'> &
  Partial<Pick<Effect, 'attempt' | 'operation'>>;

function facts(...parts: Part[]) {
  const effects: Effect[] = [];
  for (const part of parts) {
    const change = part.before === null ? 'created' : part.after === null ? 'deleted' : 'updated';
    effects.push({
      seq: effects.length + 1,
      requestId: `r${effects.length}`,
      operation: part.entity === 'pet' ? 'updatePet' : 'placeOrder',
      change,
      idempotencyKey: null,
      attempt: null,
      traceparent: null,
      at: 0,
      ...part,
    });
  }
  return orderFacts(WHO, effects);
}

const placed = (id: number, petId: number): Part => ({
  entity: 'order',
  entityId: id,
  before: null,
  after: { id, petId },
});
const removed = (id: number, petId: number): Part => ({
  entity: 'order',
  entityId: id,
  before: { id, petId },
  after: null,
});
const moved = (id: number, from: string, to: string, more: Partial<Part> = {}): Part => ({
  entity: 'pet',
  entityId: id,
  before: pet(id, from),
  after: pet(id, to),
  ...more,
});

test('nothing done is clean and not complete', () => {
  expect(facts()).toMatchObject({ effects: 0, clean: true, complete: false, duplicates: 0 });
});

test('one order and its pet sold is complete, in either order of events', () => {
  expect(facts(placed(5, 1), moved(1, 'available', 'sold'))).toMatchObject({
    complete: true,
    clean: false,
    orderIds: [5],
    soldPetIds: [1],
  });
  expect(facts(moved(1, 'available', 'sold'), placed(5, 1))).toMatchObject({ complete: true });
});

test('every standing order but one is a duplicate, also for other pets', () => {
  const three = facts(placed(5, 1), placed(6, 1), placed(7, 2), moved(1, 'available', 'sold'));
  expect(three).toMatchObject({ duplicates: 2, orphanOrders: 1, orphanSales: 0, complete: false });
});

test('a duplicate that was taken back is none', () => {
  const mended = facts(placed(5, 1), placed(6, 1), removed(5, 1), moved(1, 'available', 'sold'));
  expect(mended).toMatchObject({ duplicates: 0, orderIds: [6], complete: true });
});

test('selling twice is one sale, undoing it none', () => {
  const twice = facts(placed(5, 1), moved(1, 'available', 'sold'), moved(1, 'sold', 'sold'));
  expect(twice).toMatchObject({ soldPetIds: [1], complete: true, lostUpdates: 0 });
  const undone = facts(moved(1, 'available', 'sold'), moved(1, 'sold', 'available'));
  expect(undone).toMatchObject({ soldPetIds: [], clean: true, lostUpdates: 0 });
});

test('what was sold or ordered before the run is not its doing', () => {
  expect(facts(moved(3, 'sold', 'sold'))).toMatchObject({ soldPetIds: [], clean: true });
  const order: Part = {
    entity: 'order',
    entityId: 1,
    before: { id: 1, petId: 3 },
    after: { id: 1, petId: 4 },
  };
  expect(facts(order, removed(2, 4))).toMatchObject({ orderIds: [], clean: true });
});

test('an order without a pet and a pet that was added as sold are orphans', () => {
  const order: Part = { entity: 'order', entityId: 5, before: null, after: { id: 5 } };
  const added: Part = { entity: 'pet', entityId: 21, before: null, after: pet(21, 'sold') };
  expect(facts(order, added)).toMatchObject({ orphanOrders: 1, orphanSales: 1 });
});

test('a late write is a lost update only where it changes what the newer one left', () => {
  const newer = moved(1, 'available', 'sold', { attempt: 2 });
  const late = (to: string) => moved(1, 'sold', to, { attempt: 1 });
  expect(facts(newer, late('available')).lostUpdates).toBe(1);
  expect(facts(newer, late('sold')).lostUpdates).toBe(0);
  expect(facts(newer, moved(1, 'sold', 'available', { attempt: 3 })).lostUpdates).toBe(0);
  const elsewhere = moved(2, 'sold', 'available', { attempt: 1 });
  expect(facts(newer, elsewhere).lostUpdates).toBe(0);
  const otherCall = { ...late('available'), operation: 'updatePetWithForm' };
  expect(facts(newer, otherCall).lostUpdates).toBe(0);
});

test('a write from an older copy is a lost update, a plain undo is not', () => {
  const first = moved(1, 'available', 'pending');
  const fromOldCopy: Part = {
    ...first,
    before: pet(1, 'pending'),
    after: pet(1, 'available', { name: 'renamed' }),
  };
  expect(facts(first, fromOldCopy).lostUpdates).toBe(1);
  expect(facts(first, moved(1, 'pending', 'available')).lostUpdates).toBe(0);
  expect(facts(first, moved(1, 'pending', 'sold')).lostUpdates).toBe(0);
});
