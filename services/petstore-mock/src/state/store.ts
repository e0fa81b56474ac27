import { type Inventory, PET_STATUSES } from '@chaos-lab/contracts';
import type {
  Change,
  Entities,
  EntityKind,
  StoredImage,
  StoredOrder,
  StoredPet,
  StoredUser,
} from './entities.ts';
import { ForkedMap } from './forked-map.ts';
import type { Seed } from './seed.ts';

/** What an operation may see of a store. */
export interface StoreReader {
  pet(id: number): StoredPet | undefined;
  order(id: number): StoredOrder | undefined;
  user(username: string): StoredUser | undefined;
  image(id: number): StoredImage | undefined;
  pets(): Iterable<StoredPet>;
  orders(): Iterable<StoredOrder>;
  /** Pets by status; every status has its entry. A pet without a status is in none. */
  inventory(): Inventory;
  /** The next `count` ids: above every id that an entity of this kind ever had. */
  freeIds(kind: EntityKind, count: number): number[];
}

export type Applied = {
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly before: Entities[EntityKind]['value'] | null;
};

// A client may choose ids up to 2^53-1; those above this bound do not move the counter, which would
// otherwise run out of whole numbers.
const LARGEST_COUNTED_ID = 2 ** 52;

const NO_IMAGES: ReadonlyMap<number, StoredImage> = new Map();

/** The state of one (session, arm): the shared seed and what was changed since. */
export class Store implements StoreReader {
  readonly #maps: { [K in EntityKind]: ForkedMap<Entities[K]['id'], Entities[K]['value']> };
  readonly #nextId: Record<EntityKind, number>;
  readonly #inventory: Record<string, number>;

  constructor(seed: Seed, inventory: Inventory) {
    this.#maps = {
      pet: new ForkedMap(seed.pets),
      order: new ForkedMap(seed.orders),
      user: new ForkedMap(seed.users),
      image: new ForkedMap(NO_IMAGES),
    };
    this.#nextId = {
      pet: seed.pets.size + 1,
      order: seed.orders.size + 1,
      user: seed.users.size + 1,
      image: 1,
    };
    this.#inventory = { ...inventory };
  }

  pet(id: number): StoredPet | undefined {
    return this.#maps.pet.get(id);
  }

  order(id: number): StoredOrder | undefined {
    return this.#maps.order.get(id);
  }

  user(username: string): StoredUser | undefined {
    return this.#maps.user.get(username);
  }

  image(id: number): StoredImage | undefined {
    return this.#maps.image.get(id);
  }

  pets(): Iterable<StoredPet> {
    return this.#maps.pet.values();
  }

  orders(): Iterable<StoredOrder> {
    return this.#maps.order.values();
  }

  inventory(): Inventory {
    return { ...this.#inventory };
  }

  freeIds(kind: EntityKind, count: number): number[] {
    return Array.from({ length: count }, (_, index) => this.#nextId[kind] + index);
  }

  /** Makes the change and says what it was. Deleting what is not there is the caller's mistake. */
  apply(change: Change): Applied {
    const { entity } = change;
    if (entity === 'order') return this.#write(entity, change.id, change.after);
    if (entity === 'user') return this.#write(entity, change.id, change.after);
    if (entity === 'image') return this.#write(entity, change.id, change.after);
    this.#count(this.#maps.pet.get(change.id), -1);
    this.#count(change.after ?? undefined, 1);
    return this.#write(entity, change.id, change.after);
  }

  #write<K extends EntityKind>(
    kind: K,
    id: Entities[K]['id'],
    after: Entities[K]['value'] | null,
  ): Applied {
    const map: ForkedMap<Entities[K]['id'], Entities[K]['value']> = this.#maps[kind];
    const before = map.get(id) ?? null;
    if (after === null) {
      map.delete(id);
      return { kind: 'deleted', before };
    }
    map.set(id, after);
    if (after.id >= this.#nextId[kind] && after.id < LARGEST_COUNTED_ID) {
      this.#nextId[kind] = after.id + 1;
    }
    return { kind: before === null ? 'created' : 'updated', before };
  }

  #count(pet: StoredPet | undefined, by: 1 | -1): void {
    if (pet?.status === undefined) return;
    this.#inventory[pet.status] = (this.#inventory[pet.status] ?? 0) + by;
  }
}

/** Counts pets by status from scratch; a store then keeps its counts up to date by itself. */
export function countInventory(pets: Iterable<StoredPet>): Inventory {
  const counts: Record<string, number> = Object.fromEntries(PET_STATUSES.map((name) => [name, 0]));
  for (const { status } of pets) {
    if (status !== undefined) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
