import type { Effect } from '@chaos-lab/contracts';
import type { Reply } from '../http/messages.ts';
import type { OperationTable } from '../operations/table.ts';
import type { StoreRegistry } from '../state/store-registry.ts';
import type { OpenApiDocument } from '@chaos-lab/openapi';
import type { ApiOperation } from './operations.ts';

/** Told what happens, for metrics and logs. */
export type Observer = {
  readonly onReply: (reply: Reply) => void;
  readonly onEffect: (effect: Effect) => void;
  readonly onIdempotency: (result: 'first' | 'replayed' | 'mismatch' | 'in_progress') => void;
  readonly onError: (error: unknown) => void;
};

export type ApiDeps = {
  readonly document: OpenApiDocument;
  readonly operations: readonly ApiOperation[];
  readonly table: OperationTable;
  readonly stores: StoreRegistry;
  readonly clock: { now(): number };
  readonly maxBodyBytes: number;
  readonly nextRequestId: () => string;
  readonly observer: Observer;
};
