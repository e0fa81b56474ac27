import { PROBLEM, type ProblemCode, type ProblemIssue } from '@chaos-lab/contracts';
import { ProblemError } from '@chaos-lab/service-kit';
import type { z } from 'zod';
import { issuesOf } from '../scenario/issues.ts';

/** Issues that an answer lists. */
const LISTED = 50;

/** A problem of a known code, to be thrown in a handler. */
export function problem(
  code: ProblemCode,
  status: number,
  detail: string,
  errors?: readonly ProblemIssue[],
): ProblemError {
  return new ProblemError(code, {
    status,
    title: PROBLEM[code],
    detail,
    ...(errors !== undefined && { extensions: { errors } }),
  });
}

/** A refusal of a scenario; `count` is how many issues there are where not all are given. */
export function scenarioProblem(
  issues: readonly ProblemIssue[],
  count = issues.length,
): ProblemError {
  const listed = issues.slice(0, LISTED);
  const detail = `the scenario was refused and nothing changed: ${sentence(listed, count)}`;
  return problem('scenario-invalid', 422, detail, listed);
}

function sentence(listed: readonly ProblemIssue[], count: number): string {
  const said = listed.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = count - listed.length;
  return [...said, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** The JSON body of a request, checked; throws a 400 that names each place that is wrong. */
export function bodyOf<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const all = issuesOf(result.error, body, schema);
  const errors = all.slice(0, LISTED);
  const detail = sentence(errors, all.length);
  throw problem('bad-request', 400, `the body is not valid: ${detail}`, errors);
}

/** The query of a request, checked; throws a 400 that names each parameter that is wrong. */
export function queryOf<S extends z.ZodType>(schema: S, query: unknown): z.output<S> {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  const errors = issuesOf(result.error, query, schema);
  const detail = errors.map((issue) => `${issue.path.slice(1)} ${issue.message}`.trim()).join('; ');
  throw problem('bad-request', 400, `the query is not valid: ${detail}`, errors);
}
