import type { Invariant } from './invariant.ts';

export const falseSuccess: Invariant = {
  title: 'said yes and did nothing',
  holds: 'whoever says that it is done has done it',
  broken: ({ end, truth }) => {
    if (end.says === 'failure' || truth.complete) return null;
    return truth.effects === 0
      ? 'it says that it succeeded, and nothing was done'
      : 'it says that it succeeded, and only a part was done';
  },
};
