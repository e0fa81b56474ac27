import { z } from 'zod';
import { deleteOrder } from './delete-order.ts';
import { findOrders } from './find-orders.ts';
import { type KnownOrder, knownOrderSchema } from './known.ts';
import type { Tool } from './tool.ts';

const input = z.strictObject({
  petId: z.number().int(),
  quantity: z.number().int().min(1),
  /** Chosen by the caller and unlike that of any other order of the pet: a reference to find it by. */
  shipDate: z.iso.datetime(),
});
type Input = z.infer<typeof input>;

export const placeOrder: Tool<Input, KnownOrder> = {
  name: 'place_order',
  operation: 'placeOrder',
  method: 'post',
  input,
  output: knownOrderSchema,
  request: (order) => ({
    path: '/store/order',
    body: { ...order, status: 'placed', complete: false },
  }),
  safe: false,
  idempotent: false,
  keyed: true,
  verification: {
    tool: findOrders,
    ask: ({ petId }) => ({ petId }),
    found: (order, seen) => findOrders.output.parse(seen).find((one) => isSame(one, order)),
  },
  undo: { tool: deleteOrder, ask: (_input, { id }) => ({ orderId: id }) },
};

const isSame = (one: KnownOrder, order: Input): boolean =>
  one.petId === order.petId &&
  one.shipDate !== undefined &&
  Date.parse(one.shipDate) === Date.parse(order.shipDate);
