import { PROBLEM, type ProblemCode, type ProblemIssue } from '@chaos-lab/contracts';
import { ProblemError } from '@chaos-lab/service-kit';
import type { z } from 'zod';
import { issuesOf } from '../scenario/issues.ts';
import type { ScenarioError } from '../scenario/scenario-error.ts';

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

export function scenarioProblem(error: ScenarioError): ProblemError {
  const detail = `the scenario was refused and nothing changed: ${error.problems.join('; ')}`;
  return problem('scenario-invalid', 422, detail, error.issues);
}

/** The JSON body of a request, checked; throws a 400 that names each place that is wrong. */
export function bodyOf<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = issuesOf(result.error, body, schema);
  const detail = errors.map((issue) => `${issue.path} ${issue.message}`.trim()).join('; ');
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
