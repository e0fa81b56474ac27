import { STATUS_CODES } from 'node:http';
import { PROBLEM_CONTENT_TYPE } from '@chaos-lab/contracts';
import type { MadeAnswer } from '../client/client-port.ts';

/** What any server would say with this status: a problem document that does not name the lab. */
export function statusProblem(status: number): Pick<MadeAnswer, 'headers' | 'body'> {
  const title = STATUS_CODES[status] ?? 'Unknown status';
  return {
    headers: ['Content-Type', PROBLEM_CONTENT_TYPE],
    body: JSON.stringify({ type: 'about:blank', title, status }),
  };
}
