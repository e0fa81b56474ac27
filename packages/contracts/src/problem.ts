import { z } from 'zod';

/** Every problem code that a process of the lab may answer with, and its title (RFC 9457). */
export const PROBLEM = {
  'bad-request': 'The request is not valid',
  'malformed-body': 'The body cannot be parsed',
  'validation-failed': 'The request does not fit its description',
  unauthorized: 'A valid token is required',
  forbidden: 'The request is not allowed here',
  'not-found': 'There is no such thing',
  'method-not-allowed': 'The resource does not take this method',
  'not-acceptable': 'No representation fits the Accept header',
  conflict: 'The state does not allow this',
  'lease-held': 'Somebody else holds the lease',
  'lease-lost': 'The lease is not held by this token',
  'precondition-failed': 'The resource has changed since it was read',
  'payload-too-large': 'The body is too large',
  'unsupported-media-type': 'The content type is not understood',
  'idempotency-key-reuse': 'The key was used with another request',
  'idempotency-in-progress': 'The first request with this key is still running',
  'ledger-gone': 'The ledger is no longer whole',
  'too-many-requests': 'Too many requests',
  'headers-too-large': 'The header section is too large',
  internal: 'The process could not do this',
  unavailable: 'The process cannot serve now',
  'injected-fault': 'A fault was injected',
  'upstream-refused': 'The upstream refused the connection',
  'upstream-reset': 'The upstream broke the connection',
  'upstream-timeout': 'The upstream did not answer in time',
  'upstream-unresolvable': 'The upstream name cannot be resolved',
  'upstream-invalid': 'The upstream sent no valid HTTP',
  'session-name': 'The session or arm name is not valid',
  'scenario-invalid': 'The scenario is not valid',
  'tape-invalid': 'The tape is not valid',
  'playbook-invalid': 'The playbook is not valid',
  'task-invalid': 'The task is not valid',
} as const;

export type ProblemCode = keyof typeof PROBLEM;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

export function problemType(code: ProblemCode): string {
  return `urn:chaos-lab:problem:${code}`;
}

/** One place in the input that was wrong: where (a JSON pointer or a name), and what was expected. */
export const problemIssueSchema = z.object({ path: z.string(), message: z.string() });

export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int().min(100).max(599),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(problemIssueSchema).optional(),
});

export type Problem = z.infer<typeof problemSchema>;
export type ProblemIssue = z.infer<typeof problemIssueSchema>;
