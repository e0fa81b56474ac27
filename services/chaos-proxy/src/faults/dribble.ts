import { type Fault, NO_PARAMETERS } from './fault.ts';
import { paced } from './paced.ts';

/** The real answer, whole in the end, a few bytes at a time. */
export const dribble: Fault<'dribble'> = {
  kind: 'dribble',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) => (call.takePlace() ? paced(call, spec) : call.relay),
};
