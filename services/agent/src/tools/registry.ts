import { deleteOrder } from './delete-order.ts';
import { findOrders } from './find-orders.ts';
import { findPetsByStatus } from './find-pets-by-status.ts';
import { getInventory } from './get-inventory.ts';
import { getPet } from './get-pet.ts';
import { placeOrder } from './place-order.ts';
import type { AnyTool } from './tool.ts';
import { updatePetStatus } from './update-pet-status.ts';

/** Every tool of the agent, by name. A new one is a new file and a line here. */
export const TOOLS: ReadonlyMap<string, AnyTool> = new Map(
  [
    getInventory,
    findPetsByStatus,
    placeOrder,
    updatePetStatus,
    getPet,
    findOrders,
    deleteOrder,
  ].map((tool: AnyTool) => [tool.name, tool]),
);
