import { z } from 'zod';
import { nameSchema } from './session.ts';

/** One change of the petstore's state, in the order in which it happened within its store. */
export const effectSchema = z.object({
  seq: z.number().int().min(1),
  requestId: z.string(),
  operation: z.string(),
  entity: z.enum(['pet', 'order', 'user', 'image']),
  entityId: z.union([z.number(), z.string()]),
  change: z.enum(['created', 'updated', 'deleted']),
  before: z.unknown(),
  after: z.unknown(),
  idempotencyKey: z.string().nullable(),
  attempt: z.number().int().nullable(),
  traceparent: z.string().nullable(),
  /** Unix time in ms. */
  at: z.number(),
});
export type Effect = z.infer<typeof effectSchema>;

export const ledgerSchema = z.object({
  session: nameSchema,
  arm: nameSchema,
  /** Effects, the oldest first, that were dropped to stay within the bound of the store. */
  dropped: z.number().int().min(0).default(0),
  effects: z.array(effectSchema),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** What the ledger says about one order workflow: facts, without the agent's own claim. */
export const orderFactsSchema = z.object({
  session: nameSchema,
  arm: nameSchema,
  workflow: z.literal('order'),
  effects: z.number().int(),
  /** Orders that were created and still stand. */
  orderIds: z.array(z.number()),
  soldPetIds: z.array(z.number()),
  /** Orders beyond the first. */
  duplicates: z.number().int(),
  /** Standing orders whose pet was not sold. */
  orphanOrders: z.number().int(),
  /** Pets sold without a standing order. */
  orphanSales: z.number().int(),
  /** Updates that were overwritten by another write that had not seen them. */
  lostUpdates: z.number().int(),
  /** Exactly one order stands and its pet is sold. */
  complete: z.boolean(),
  /** Nothing is left behind: no standing order, no sold pet. */
  clean: z.boolean(),
});
export type OrderFacts = z.infer<typeof orderFactsSchema>;
