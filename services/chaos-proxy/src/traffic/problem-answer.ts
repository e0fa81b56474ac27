import { PROBLEM, PROBLEM_CONTENT_TYPE, type ProblemCode, problemType } from '@chaos-lab/contracts';
import type { MadeAnswer } from '../faults/fault.ts';

/** A problem document of the proxy's own, RFC 9457. */
export function problemAnswer(status: number, code: ProblemCode, detail: string): MadeAnswer {
  return {
    status,
    headers: ['Content-Type', PROBLEM_CONTENT_TYPE],
    body: JSON.stringify({ type: problemType(code), title: PROBLEM[code], status, detail }),
  };
}
