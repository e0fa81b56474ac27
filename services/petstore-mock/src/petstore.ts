import type { OpenApiDocument } from '@chaos-lab/openapi';
import type { Clock } from '@chaos-lab/service-kit';
import { createApi, type Receive } from './api/api.ts';
import type { Observer } from './api/deps.ts';
import { DOCUMENT } from './api/document.ts';
import { type ApiOperation, compileOperations } from './api/operations.ts';
import { OPERATIONS, type OperationTable } from './operations/table.ts';
import { createSeed } from './state/seed.ts';
import { type EvictionReason, StoreRegistry } from './state/store-registry.ts';

export type PetstoreOptions = {
  /** Seeds the pets, orders and users that every store starts with, 42 unless told. */
  readonly seed?: number;
  /** How many pets there are at the start, 20 unless told. */
  readonly pets?: number;
  /** Stores kept at once, 10,000 unless told. */
  readonly maxStores?: number;
  /** Milliseconds that an unused store is kept, an hour unless told. */
  readonly storeTtlMs?: number;
  /** Effects that a ledger keeps, 10,000 unless told. */
  readonly maxEffects?: number;
  /** Milliseconds that an idempotency key is kept, a day unless told. */
  readonly idempotencyTtlMs?: number;
  /** Idempotency keys kept for a store, 1,000 unless told. */
  readonly maxKeys?: number;
  /** Largest body in bytes, 1 MiB unless told. */
  readonly maxBodyBytes?: number;
  /** Replaces single operations, to see what a client makes of a wrong one. */
  readonly operations?: Partial<OperationTable>;
  readonly clock?: Pick<Clock, 'now'>;
  readonly observer?: Partial<Observer> & { readonly onEvicted?: (reason: EvictionReason) => void };
};

export type Petstore = {
  readonly receive: Receive;
  readonly stores: StoreRegistry;
  readonly document: OpenApiDocument;
};

type Description = {
  readonly document: OpenApiDocument;
  readonly operations: readonly ApiOperation[];
};
let described: Description | undefined;

/** The API as its document describes it; compiled once, since it never changes and takes a while. */
function describeApi(): Description {
  if (described === undefined) {
    described = { document: DOCUMENT, operations: compileOperations(DOCUMENT, OPERATIONS) };
  }
  return described;
}

const ignore = (): void => {};

/** A whole Petstore without a transport: state, ledgers, and the function that answers requests. */
export function createPetstore(options: PetstoreOptions = {}): Petstore {
  const { clock = Date, observer = {} } = options;
  const { document, operations } = describeApi();
  const stores = new StoreRegistry({
    seed: createSeed({ seed: options.seed ?? 42, pets: options.pets ?? 20 }),
    limits: {
      maxStores: options.maxStores ?? 10_000,
      storeTtlMs: options.storeTtlMs ?? 3_600_000,
      maxEffects: options.maxEffects ?? 10_000,
      ttlMs: options.idempotencyTtlMs ?? 86_400_000,
      maxKeys: options.maxKeys ?? 1000,
    },
    clock,
    onEvicted: observer.onEvicted ?? ignore,
  });
  let requests = 0;
  const receive = createApi({
    document,
    operations,
    table: { ...OPERATIONS, ...options.operations },
    stores,
    clock,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    nextRequestId: () => {
      requests += 1;
      return `request-${requests}`;
    },
    observer: {
      onReply: observer.onReply ?? ignore,
      onEffect: observer.onEffect ?? ignore,
      onIdempotency: observer.onIdempotency ?? ignore,
      onError: observer.onError ?? ignore,
    },
  });
  return { receive, stores, document };
}
