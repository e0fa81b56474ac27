import type { Invariant } from './invariant.ts';

export const falseFailure: Invariant = {
  title: 'said no and did it',
  holds: 'whoever says that it failed has not done it',
  broken: ({ end, truth }) =>
    end.how === 'ended' && end.says === 'failure' && truth.complete && !truth.clean
      ? 'it says that it failed, and everything was done'
      : null,
};
