export { createAdmin, createApp } from './app.ts';
export { createMetrics } from './metrics.ts';
export { readLedger, readVerdict } from './ledger/read-ledger.ts';
export { createPetstore, type Petstore, type PetstoreOptions } from './petstore.ts';
