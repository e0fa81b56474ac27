import { UserError } from '@chaos-lab/service-kit';
import { BadInputError } from '../errors.ts';

/** Both results, or one error with the problems of both. */
export function together<A, B>(first: () => A, second: () => B): [A, B] {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const results = [attempt(first), attempt(second)];
  if (problems.length > 0) throw new BadInputError(problems);
  return results as [A, B];
}
