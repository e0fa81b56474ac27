import type { WorkflowDefinition } from './definition.ts';

/** Two orders that only make sense together: what was done is undone where the rest fails. */
export const saga: WorkflowDefinition = {
  description:
    'Buy two pets together as a pair, both or neither: undo the first order if the second fails.',
  steps: [
    {
      tool: 'find_pets_by_status',
      input: { status: 'available' },
      keep: { pet: '0', mate: '1' },
    },
    {
      tool: 'place_order',
      name: 'order_first',
      input: { petId: { fact: 'pet.id' }, quantity: 1, shipDate: { fact: 'shipDate' } },
      keep: { order: '' },
      otherwise: 'no pet is available',
    },
    {
      tool: 'place_order',
      name: 'order_second',
      input: { petId: { fact: 'mate.id' }, quantity: 1, shipDate: { fact: 'shipDate' } },
      keep: { second: '' },
      otherwise: 'only one pet is available',
    },
    {
      tool: 'update_pet_status',
      name: 'sell_first',
      input: { pet: { fact: 'pet' }, status: 'sold' },
    },
    {
      tool: 'update_pet_status',
      name: 'sell_second',
      input: { pet: { fact: 'mate' }, status: 'sold' },
    },
  ],
  compensate: {
    base_delay: 0.5,
    factor: 2,
    cap: 5,
    max_retries: 40,
    jitter: 'full',
    deadline: 180,
  },
};
