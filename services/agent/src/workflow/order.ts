import { findPetsByStatus } from '../tools/find-pets-by-status.ts';
import { getInventory } from '../tools/get-inventory.ts';
import type { KnownOrder, KnownPet } from '../tools/known.ts';
import { placeOrder } from '../tools/place-order.ts';
import { updatePetStatus } from '../tools/update-pet-status.ts';
import { defineStep, Stuck, type Workflow } from './workflow.ts';

export interface OrderFacts {
  /** Unlike that of any other task: what the order can be found by. */
  readonly shipDate: string;
  readonly available?: number;
  readonly pet?: KnownPet;
  readonly order?: KnownOrder;
}

/** Buys one pet: look what there is, choose one, order it, mark it sold. */
export function orderWorkflow(shipDate: string): Workflow<OrderFacts> {
  return {
    start: { shipDate },
    steps: [lookAround, choosePet, order, markSold],
  };
}

const lookAround = defineStep({
  tool: getInventory,
  ask: (_facts: OrderFacts) => ({}),
  learn: (facts, inventory) => ({ ...facts, available: inventory['available'] ?? 0 }),
});

const choosePet = defineStep({
  tool: findPetsByStatus,
  ask: (_facts: OrderFacts) => ({ status: 'available' as const }),
  learn: (facts, [pet]) => (pet === undefined ? facts : { ...facts, pet }),
});

const order = defineStep({
  tool: placeOrder,
  ask: ({ pet, shipDate }: OrderFacts) =>
    pet === undefined ? new Stuck('no pet is available') : { petId: pet.id, quantity: 1, shipDate },
  learn: (facts, placed) => ({ ...facts, order: placed }),
});

const markSold = defineStep({
  tool: updatePetStatus,
  ask: ({ pet }: OrderFacts) =>
    pet === undefined ? new Stuck('no pet was chosen') : { pet, status: 'sold' as const },
  learn: (facts) => facts,
});
