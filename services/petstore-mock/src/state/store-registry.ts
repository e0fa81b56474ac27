import { DEFAULT_ARM, DEFAULT_SESSION, type Identity, type Inventory } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import { IsolatedStore, type StoreLimits } from './isolated-store.ts';
import type { Seed } from './seed.ts';
import { countInventory } from './store.ts';

type RegistryLimits = StoreLimits & {
  readonly maxStores: number;
  /** How long an unused store is kept. */
  readonly storeTtlMs: number;
};

export type EvictionReason = 'count' | 'age';

type RegistryDeps = {
  readonly seed: Seed;
  readonly limits: RegistryLimits;
  readonly clock: Pick<Clock, 'now'>;
  readonly onEvicted?: (reason: EvictionReason) => void;
};

/** How many evicted names are remembered, so that their missing ledgers are not read as empty. */
const REMEMBERED = 100_000;

/**
 * The stores by session and arm. A store comes into being at its first request, and goes when it is
 * drained, when it was not used for a while, or when there are too many: then the one that was used
 * least recently. The shared store of clients without a session stays until it is drained or reset.
 */
export class StoreRegistry {
  readonly #deps: RegistryDeps;
  readonly #inventory: Inventory;
  // In order of use, the least recent first.
  readonly #stores = new Map<string, IsolatedStore>();
  readonly #evicted = new Set<string>();
  #shared: IsolatedStore | undefined;

  constructor(deps: RegistryDeps) {
    this.#deps = deps;
    this.#inventory = countInventory(deps.seed.pets.values());
  }

  /** Stores kept now, the shared one among them. */
  get size(): number {
    return this.#stores.size + (this.#shared === undefined ? 0 : 1);
  }

  /** The store of a client; a new one is as good as one that nobody changed. */
  open(identity: Identity): IsolatedStore {
    const now = this.#deps.clock.now();
    if (isShared(identity)) {
      this.#shared ??= this.#create(now);
      return this.#shared;
    }
    const key = keyOf(identity);
    const known = this.#stores.get(key);
    if (known !== undefined && known.usedAt + this.#deps.limits.storeTtlMs > now) {
      known.usedAt = now;
      this.#stores.delete(key);
      this.#stores.set(key, known);
      return known;
    }
    this.#expire();
    if (this.#stores.size >= this.#deps.limits.maxStores) this.#evictOldest('count');
    const created = this.#create(now);
    this.#stores.set(key, created);
    return created;
  }

  /** The store of a client if it has one; looking does not count as use. */
  peek(identity: Identity): IsolatedStore | undefined {
    this.#expire();
    return isShared(identity) ? this.#shared : this.#stores.get(keyOf(identity));
  }

  /** Whether a store of this name was dropped with effects that nobody had drained. */
  wasEvicted(identity: Identity): boolean {
    this.#expire();
    return this.#evicted.has(keyOf(identity));
  }

  /** Frees a store; the next request of its client starts from the seed. */
  drop(identity: Identity): boolean {
    const key = keyOf(identity);
    this.#evicted.delete(key);
    if (!isShared(identity)) return this.#stores.delete(key);
    const had = this.#shared !== undefined;
    this.#shared = undefined;
    return had;
  }

  /** Frees every store and forgets what was evicted; says how many stores there were. */
  clear(): number {
    const { size } = this;
    this.#stores.clear();
    this.#evicted.clear();
    this.#shared = undefined;
    return size;
  }

  /** Drops the stores that were not used for too long. */
  #expire(): void {
    const deadline = this.#deps.clock.now() - this.#deps.limits.storeTtlMs;
    for (const { usedAt } of this.#stores.values()) {
      if (usedAt > deadline) return;
      this.#evictOldest('age');
    }
  }

  #create(nowMs: number): IsolatedStore {
    return new IsolatedStore(this.#deps.seed, this.#inventory, this.#deps.limits, nowMs);
  }

  #evictOldest(reason: EvictionReason): void {
    const [oldest] = this.#stores;
    if (oldest === undefined) return;
    const [key, store] = oldest;
    this.#stores.delete(key);
    if (store.log.total > 0) this.#remember(key);
    this.#deps.onEvicted?.(reason);
  }

  #remember(key: string): void {
    this.#evicted.add(key);
    if (this.#evicted.size <= REMEMBERED) return;
    const [forgotten] = this.#evicted;
    if (forgotten !== undefined) this.#evicted.delete(forgotten);
  }
}

const isShared = ({ session, arm }: Identity): boolean =>
  session === DEFAULT_SESSION && arm === DEFAULT_ARM;

// Neither name may hold a line break, so no two identities share a key.
const keyOf = ({ session, arm }: Identity): string => `${session}\n${arm}`;
