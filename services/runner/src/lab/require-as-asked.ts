import type { Identity } from '@chaos-lab/contracts';
import { LabFailureError } from '../errors.ts';
import type { HttpClient } from './http-client.ts';

/** Refuses a list of answers that are not those of the runs asked for, one each and in their order. */
export function requireAsAsked(
  from: HttpClient,
  asked: readonly Identity[],
  answered: readonly Identity[],
): void {
  const same =
    asked.length === answered.length &&
    asked.every(({ session, arm }, index) => {
      const answer = answered[index];
      return answer?.session === session && answer.arm === arm;
    });
  if (same) return;
  throw new LabFailureError(
    `${from.name} at ${from.url} answered for other runs than the ${asked.length} it was asked about`,
  );
}
