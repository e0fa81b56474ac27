import type { Effect, Inventory } from '@chaos-lab/contracts';
import { type Cause, EffectLog } from '../ledger/effect-log.ts';
import type { Change } from './entities.ts';
import { IdempotencyKeys, type KeyLimits } from './idempotency-keys.ts';
import type { Seed } from './seed.ts';
import { Store, type StoreReader } from './store.ts';

export type StoreLimits = KeyLimits & {
  /** Effects that a ledger keeps. */
  readonly maxEffects: number;
};

/** Everything that belongs to one (session, arm): state, ledger, idempotency keys. */
export class IsolatedStore {
  readonly keys: IdempotencyKeys;
  readonly log: EffectLog;
  readonly #state: Store;
  /** When a request last used it, on the clock of the process. */
  usedAt: number;

  constructor(seed: Seed, inventory: Inventory, limits: StoreLimits, nowMs: number) {
    this.keys = new IdempotencyKeys(limits);
    this.log = new EffectLog(limits.maxEffects);
    this.#state = new Store(seed, inventory);
    this.usedAt = nowMs;
  }

  get state(): StoreReader {
    return this.#state;
  }

  /** Makes a change and writes it down, which are never one without the other. */
  commit(change: Change, cause: Cause): Effect {
    return this.log.append(change, this.#state.apply(change), cause);
  }
}
