import type { ProblemIssue } from '@chaos-lab/contracts';
import type { Refused } from '../call/admission.ts';
import type { Inspect } from '../call/inspection.ts';
import type { requestValidator } from './request-validator.ts';

/** Complaints that a refusal repeats. */
const LISTED = 5;

/** Refuses on the traffic port what a validator complains about. */
export function inspector(validate: ReturnType<typeof requestValidator>): Inspect {
  return (request) => {
    const { issues, checkBody } = attempt(
      () => validate(request),
      (reason) => ({ issues: [{ path: 'request', message: reason }], checkBody: undefined }),
    );
    if (issues.length > 0) return { refused: refusal(issues) };
    if (checkBody === undefined) return { refused: null };
    return {
      refused: null,
      inspectBody(body) {
        const found = attempt(
          () => checkBody(body),
          (reason) => [{ path: 'body', message: reason }],
        );
        return found.length > 0 ? refusal(found) : null;
      },
    };
  };
}

function refusal(issues: readonly ProblemIssue[]): Refused {
  const listed = issues.slice(0, LISTED).map(({ path, message }) => `${path}: ${message}`);
  return { status: 400, code: 'validation-failed', detail: listed.join('; ') };
}

/** A body may be nested deeper than a check can follow; that is no reason to end the process. */
function attempt<T>(check: () => T, otherwise: (reason: string) => T): T {
  try {
    return check();
  } catch (error) {
    return otherwise(`cannot be checked: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
