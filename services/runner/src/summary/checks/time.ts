import { capital } from '../words/phrases.ts';
import { type Check, failed, passed } from './check.ts';

/** The time scale changes nothing that is counted. */
export const time: Check = ({ time: { scale, problem } }) => {
  if (problem !== null) return failed(`${capital(problem)}.`);
  return scale === 1
    ? passed('It ran in real time.')
    : passed(
        `It ran at time scale ${scale}, at which nothing that is counted depends on a clock of the machine.`,
      );
};
