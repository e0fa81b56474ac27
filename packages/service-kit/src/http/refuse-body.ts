import type { IncomingMessage } from 'node:http';
import { ProblemError } from './problem.ts';

/**
 * Throws a 400 where a request has a body that nobody would look at: whoever names in it what is
 * meant must not be taken to mean everything.
 */
export function refuseBody({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = headers;
  if (coding === undefined && Number(length) === 0) return;
  throw new ProblemError('bad-request', {
    status: 400,
    title: 'The request is not valid',
    detail: 'a body is not read here: expected everything in the query',
  });
}
