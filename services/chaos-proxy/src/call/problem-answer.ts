import { PROBLEM, PROBLEM_CONTENT_TYPE, type ProblemCode, problemType } from '@chaos-lab/contracts';
import type { MadeAnswer } from '../client/client-port.ts';
import type { UpstreamFailure } from '../upstream/forwarder.ts';

/** A problem document of the proxy's own, RFC 9457. */
export function problemAnswer(status: number, code: ProblemCode, detail: string): MadeAnswer {
  return {
    status,
    headers: ['Content-Type', PROBLEM_CONTENT_TYPE],
    body: JSON.stringify({ type: problemType(code), title: PROBLEM[code], status, detail }),
  };
}

/** What a client is told of an upstream that failed: 504 where it was too slow, else 502. */
export function failureAnswer({ end, detail }: UpstreamFailure): MadeAnswer {
  return problemAnswer(end === 'upstream-timeout' ? 504 : 502, end, detail);
}
