import { deleteOrder } from './delete-order.ts';
import { findOrders } from './find-orders.ts';
import { findPetsByStatus } from './find-pets-by-status.ts';
import { getInventory } from './get-inventory.ts';
import { getPet } from './get-pet.ts';
import { placeOrder } from './place-order.ts';
import type { AnyTool } from './tool.ts';
import { updatePetStatus } from './update-pet-status.ts';

const ALL = {
  get_inventory: getInventory,
  find_pets_by_status: findPetsByStatus,
  place_order: placeOrder,
  update_pet_status: updatePetStatus,
  get_pet: getPet,
  find_orders: findOrders,
  delete_order: deleteOrder,
} as const satisfies Record<string, AnyTool>;

export type ToolName = keyof typeof ALL;

/** Every tool of the agent, by name. A new one is a new file and a line above. */
export const TOOLS: ReadonlyMap<string, AnyTool> = new Map(Object.entries<AnyTool>(ALL));

export const toolOf = (name: ToolName): AnyTool => ALL[name];
