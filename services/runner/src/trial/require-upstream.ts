import { BadInputError } from '../errors.ts';
import type { Observation } from './observation.ts';

/** Throws BadInputError where the target itself failed in a run, so that the run says nothing of the client. */
export function requireUpstream({ records }: Pick<Observation, 'records'>, target: string): void {
  const failed = records.find(({ end }) => end?.startsWith('upstream-') === true);
  if (failed === undefined) return;
  throw new BadInputError(
    `the target ${target} did not answer ${failed.method} ${failed.path}: ${failed.end}`,
  );
}
