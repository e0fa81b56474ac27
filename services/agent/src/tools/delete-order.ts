import { z } from 'zod';
import type { Tool } from './tool.ts';

const input = z.strictObject({ orderId: z.number().int() });

export const deleteOrder: Tool<z.infer<typeof input>, unknown> = {
  name: 'delete_order',
  operation: 'deleteOrder',
  method: 'delete',
  input,
  output: z.unknown(),
  request: ({ orderId }) => ({ path: `/store/order/${orderId}` }),
  safe: false,
  idempotent: true,
  keyed: true,
};
