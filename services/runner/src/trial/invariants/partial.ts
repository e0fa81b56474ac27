import type { Invariant } from './invariant.ts';

export const partial: Invariant = {
  title: 'left a part',
  holds: 'whoever says that it failed has left nothing behind',
  broken: ({ end, truth }) =>
    end.how === 'ended' && end.says === 'failure' && !truth.complete && !truth.clean
      ? 'it says that it failed, and a part of its effects stands'
      : null,
};
