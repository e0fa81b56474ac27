import {
  PROBLEM,
  PROBLEM_CONTENT_TYPE,
  type ProblemCode,
  type ProblemIssue,
  problemType,
} from '@chaos-lab/contracts';
import type { Reply } from './messages.ts';

export type ProblemReply = {
  readonly operation: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** The path of the request. */
  readonly instance: string;
  readonly detail?: string;
  readonly errors?: readonly ProblemIssue[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** A problem document, always JSON: RFC 9110 lets an error ignore the Accept header. */
export function problemReply(problem: ProblemReply): Reply {
  const { operation, status, code, detail, instance, errors, headers } = problem;
  const type = problemType(code);
  return {
    operation,
    status,
    headers: { 'Content-Type': PROBLEM_CONTENT_TYPE, ...headers },
    body: JSON.stringify({ type, title: PROBLEM[code], status, detail, instance, errors }),
  };
}

/** Operation of the metrics for requests that match none. */
export const NO_OPERATION = 'none';

/** The problem document for a list of places that are wrong. */
export const refusal = (
  operation: string,
  instance: string,
  status: number,
  code: ProblemCode,
  errors: readonly ProblemIssue[],
): Reply => problemReply({ operation, status, code, detail: summary(errors), instance, errors });

/** One sentence for a list of issues: the first, and how many more there are. */
export function summary(issues: readonly ProblemIssue[]): string {
  const [first] = issues;
  if (first === undefined) return '';
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${first.path}: ${first.message}${more}`;
}
