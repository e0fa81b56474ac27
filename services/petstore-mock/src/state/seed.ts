import type { PetStatus } from '@chaos-lab/contracts';
import { type Random, seededRandom } from '@chaos-lab/service-kit/seeded-random';
import type { StoredOrder, StoredPet, StoredUser } from './entities.ts';

/** The state that every store starts from. Shared by all of them, so nothing in it may change. */
export type Seed = {
  readonly pets: ReadonlyMap<number, StoredPet>;
  readonly orders: ReadonlyMap<number, StoredOrder>;
  readonly users: ReadonlyMap<string, StoredUser>;
};

export type SeedOptions = { readonly seed: number; readonly pets: number };

const NAMES = [
  'Biscuit',
  'Clover',
  'Domino',
  'Ember',
  'Fig',
  'Juniper',
  'Maple',
  'Nimbus',
  'Olive',
];
const CATEGORIES = ['dog', 'cat', 'rabbit', 'parrot', 'tortoise'];
const TAGS = ['calm', 'playful', 'young', 'old', 'shy'];
const PEOPLE = ['Ada', 'Bruno', 'Chiara', 'Deniz', 'Esra'];

// Three in five available, one pending, one sold; the first pet is always to be had.
const STATUSES: readonly PetStatus[] = ['available', 'available', 'pending', 'available', 'sold'];

/** Pets, orders and users from a seed: equal seeds give equal stores on every machine. */
export function createSeed(options: SeedOptions): Seed {
  const random = seededRandom(`petstore-mock/${options.seed}`);
  const pets = new Map<number, StoredPet>();
  const orders = new Map<number, StoredOrder>();
  for (let id = 1; id <= options.pets; id += 1) {
    const pet = makePet(id, random);
    pets.set(id, pet);
    // Only pets that are gone have orders: an order found for an available pet is a client's own.
    if (pet.status === 'sold') orders.set(orders.size + 1, makeOrder(orders.size + 1, id));
  }
  const users = new Map(PEOPLE.map((name, index) => makeUser(index + 1, name)));
  return { pets, orders, users };
}

function makePet(id: number, random: Random): StoredPet {
  const category = pick(CATEGORIES.length, random);
  const tag = pick(TAGS.length, random);
  return {
    id,
    name: `${NAMES[pick(NAMES.length, random)]} ${id}`,
    category: { id: category + 1, name: CATEGORIES[category] ?? '' },
    photoUrls: [`https://pictures.example/pets/${id}.jpg`],
    tags: [{ id: tag + 1, name: TAGS[tag] ?? '' }],
    status: STATUSES[(id - 1) % STATUSES.length] ?? 'available',
  };
}

function makeOrder(id: number, petId: number): StoredOrder {
  const shipDate = new Date(Date.UTC(2026, 0, 1) + id * 86_400_000).toISOString();
  return { id, petId, quantity: 1, shipDate, status: 'delivered', complete: true };
}

function makeUser(id: number, firstName: string): [string, StoredUser] {
  const username = `user${id}`;
  const user = {
    id,
    username,
    firstName,
    lastName: 'Novak',
    email: `${username}@people.example`,
    password: `secret-${id}`,
    phone: `555-000${id}`,
    userStatus: 1,
  };
  return [username, user];
}

const pick = (length: number, random: Random): number => Math.floor(random() * length);
