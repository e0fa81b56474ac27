import type { Invariant } from './invariant.ts';

export const hung: Invariant = {
  title: 'hung',
  holds: 'every run ends within its time',
  broken: ({ end }) =>
    end.how === 'timeout' ? `it had not ended after ${(end.realMs / 1000).toFixed(1)} s` : null,
};
