import { orderSchema, petSchema } from '@chaos-lab/contracts';
import { z } from 'zod';

/** A pet or an order that the store has: there the id, optional in the document, is a fact. */
export const knownPetSchema = petSchema.extend({ id: z.number().int() });
export type KnownPet = z.infer<typeof knownPetSchema>;

export const knownOrderSchema = orderSchema.extend({
  id: z.number().int(),
  petId: z.number().int(),
});
export type KnownOrder = z.infer<typeof knownOrderSchema>;
