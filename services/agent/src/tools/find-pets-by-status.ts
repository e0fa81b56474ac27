import { PET_STATUSES } from '@chaos-lab/contracts';
import { z } from 'zod';
import { type KnownPet, knownPetSchema } from './known.ts';
import type { Tool } from './tool.ts';

const input = z.strictObject({ status: z.enum(PET_STATUSES) });

export const findPetsByStatus: Tool<z.infer<typeof input>, KnownPet[]> = {
  name: 'find_pets_by_status',
  operation: 'findPetsByStatus',
  method: 'get',
  input,
  output: z.array(knownPetSchema),
  request: ({ status }) => ({ path: `/pet/findByStatus?status=${status}` }),
  safe: true,
  idempotent: true,
  keyed: false,
};
