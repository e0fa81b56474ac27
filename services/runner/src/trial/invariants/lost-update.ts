import type { Invariant } from './invariant.ts';

export const lostUpdate: Invariant = {
  title: 'overwrote unseen',
  holds: 'no write is overwritten by one that has not seen it',
  broken: ({ truth }) =>
    truth.lostUpdates === 0 ? null : `${truth.lostUpdates} writes were overwritten unseen`,
};
