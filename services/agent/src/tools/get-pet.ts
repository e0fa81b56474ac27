import { z } from 'zod';
import { type KnownPet, knownPetSchema } from './known.ts';
import type { Tool } from './tool.ts';

const input = z.strictObject({ petId: z.number().int() });

export const getPet: Tool<z.infer<typeof input>, KnownPet> = {
  name: 'get_pet',
  operation: 'getPetById',
  method: 'get',
  input,
  output: knownPetSchema,
  request: ({ petId }) => ({ path: `/pet/${petId}` }),
  safe: true,
  idempotent: true,
  keyed: false,
};
