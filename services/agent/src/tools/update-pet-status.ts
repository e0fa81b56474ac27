import { PET_STATUSES } from '@chaos-lab/contracts';
import { z } from 'zod';
import { getPet } from './get-pet.ts';
import { type KnownPet, knownPetSchema } from './known.ts';
import type { Tool, Undo } from './tool.ts';

const input = z.strictObject({
  /** The pet as it was last seen; the update sends it whole. */
  pet: knownPetSchema,
  status: z.enum(PET_STATUSES),
});
type Input = z.infer<typeof input>;

const withoutUndo: Tool<Input, KnownPet> = {
  name: 'update_pet_status',
  operation: 'updatePet',
  method: 'put',
  input,
  output: knownPetSchema,
  request: ({ pet, status }) => ({ path: '/pet', body: { ...pet, status } }),
  safe: false,
  idempotent: true,
  keyed: true,
  verification: {
    tool: getPet,
    ask: ({ pet }) => ({ petId: pet.id }),
    found: ({ status }, seen) => {
      const pet = getPet.output.parse(seen);
      return pet.status === status ? pet : undefined;
    },
  },
};

const undo: Undo<Input, KnownPet> = {
  tool: withoutUndo,
  ask: ({ pet }) => ({ pet, status: pet.status ?? 'available' }),
};

export const updatePetStatus: Tool<Input, KnownPet> = { ...withoutUndo, undo };
