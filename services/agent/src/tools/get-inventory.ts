import { type Inventory, inventorySchema } from '@chaos-lab/contracts';
import { z } from 'zod';
import type { Tool } from './tool.ts';

const input = z.strictObject({});

export const getInventory: Tool<z.infer<typeof input>, Inventory> = {
  name: 'get_inventory',
  operation: 'getInventory',
  method: 'get',
  input,
  output: inventorySchema,
  request: () => ({ path: '/store/inventory' }),
  safe: true,
  idempotent: true,
  keyed: false,
};
