import type { Invariant } from './invariant.ts';

export const duplicate: Invariant = {
  title: 'wrote twice',
  holds: 'no effect of the task is made twice',
  broken: ({ truth }) =>
    truth.duplicates === 0 ? null : `${truth.duplicates} more effects than the task asks for`,
};
