import { PROBLEM, type ProblemCode, type ProblemIssue } from '@chaos-lab/contracts';
import { ProblemError } from '@chaos-lab/service-kit';
import type { z } from 'zod';

/** The body as the schema reads it, or a 422 problem that names every place that is wrong. */
export function validate<T>(schema: z.ZodType<T>, body: unknown, code: ProblemCode): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: `/${path.map(String).join('/')}`,
    message,
  }));
  throw invalid(code, errors);
}

/** A 422 problem with its issues. */
export function invalid(code: ProblemCode, errors: readonly ProblemIssue[]): ProblemError {
  return new ProblemError(code, {
    status: 422,
    title: PROBLEM[code],
    detail: errors.map(({ path, message }) => `${path}: ${message}`).join('; '),
    extensions: { errors },
  });
}
