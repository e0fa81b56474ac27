import type { Invariant } from './invariant.ts';

export const duplicate: Invariant = {
  title: 'wrote twice',
  holds: 'no effect of the task is made twice',
  broken: ({ truth }) => {
    if (truth.duplicates === 0) return null;
    const more = truth.duplicates === 1 ? 'one effect' : `${truth.duplicates} effects`;
    return `${more} more than the task asks for`;
  },
};
