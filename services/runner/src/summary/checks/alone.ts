import { type Check, failed, passed } from './check.ts';

/** The lab belonged to this experiment, from its first run to its last. */
export const alone: Check = ({ lease, state }) => {
  if (lease === null) return failed('The lab was not taken: nothing kept others away from it.');
  if (lease.lost) return failed(`The lease on the lab was lost before ${lease.holder} was done.`);
  const until = state === 'running' ? 'so far' : 'from the first run to the last';
  return passed(`The lab was alone with the experiment ${until}: it held the lease on it.`);
};
