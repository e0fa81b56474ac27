import type { MetricSpec } from './metric-spec.ts';

/** What petstore-mock exports of its own. */
export const PETSTORE_METRIC = {
  petstoreRequests: {
    name: 'petstore_requests_total',
    type: 'counter',
    help: 'Requests by operation and status',
    labels: ['operation', 'status'],
  },
  petstoreEffects: {
    name: 'petstore_effects_total',
    type: 'counter',
    help: 'Changes of state by entity and kind',
    labels: ['entity', 'change'],
  },
  petstoreStores: {
    name: 'petstore_stores',
    type: 'gauge',
    help: 'Isolated stores kept now',
    labels: [],
  },
  petstoreEvictions: {
    name: 'petstore_store_evictions_total',
    type: 'counter',
    help: 'Stores dropped, by reason',
    labels: ['reason'],
  },
  petstoreIdempotency: {
    name: 'petstore_idempotency_total',
    type: 'counter',
    help: 'Requests with an Idempotency-Key by what came of it',
    labels: ['result'],
  },
} as const satisfies Record<string, MetricSpec>;
