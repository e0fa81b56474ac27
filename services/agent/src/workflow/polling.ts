import type { WorkflowDefinition } from './definition.ts';

/** Asks again and again until there is a pet, and only then looks at it. */
export const polling: WorkflowDefinition = {
  description: 'Wait and poll until a pet becomes available, then show its details. Buys nothing.',
  steps: [
    {
      tool: 'find_pets_by_status',
      input: { status: 'available' },
      keep: { pet: '0' },
      until: { fact: 'pet', everyS: 2, times: 30, otherwise: 'no pet became available' },
    },
    { tool: 'get_pet', input: { petId: { fact: 'pet.id' } }, keep: { pet: '' } },
  ],
};
