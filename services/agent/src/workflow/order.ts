import type { WorkflowDefinition } from './definition.ts';

/** Look what there is, choose one, order it, mark it sold. */
export const order: WorkflowDefinition = {
  description:
    'Buy one pet: look at the inventory, choose an available pet, order it, mark it sold.',
  steps: [
    { tool: 'get_inventory', input: {}, keep: { available: 'available' } },
    { tool: 'find_pets_by_status', input: { status: 'available' }, keep: { pet: '0' } },
    {
      tool: 'place_order',
      input: { petId: { fact: 'pet.id' }, quantity: 1, shipDate: { fact: 'shipDate' } },
      keep: { order: '' },
      otherwise: 'no pet is available',
    },
    {
      tool: 'update_pet_status',
      input: { pet: { fact: 'pet' }, status: 'sold' },
      otherwise: 'no pet was chosen',
    },
  ],
};
