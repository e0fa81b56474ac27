import { z } from 'zod';
import { type KnownOrder, knownOrderSchema } from './known.ts';
import type { Tool } from './tool.ts';

const input = z.strictObject({ petId: z.number().int() });

/** An extension of the lab's petstore: the public document cannot list orders. */
export const findOrders: Tool<z.infer<typeof input>, KnownOrder[]> = {
  name: 'find_orders',
  operation: 'findOrders',
  method: 'get',
  input,
  output: z.array(knownOrderSchema),
  request: ({ petId }) => ({ path: `/store/order?petId=${petId}` }),
  safe: true,
  idempotent: true,
  keyed: false,
};
