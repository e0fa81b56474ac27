import { type ProblemIssue, STRATEGIES, TRANSPORT_CONDITIONS } from '@chaos-lab/contracts';
import type { z } from 'zod';
import { jsonPath } from './json-path.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong in a playbook, by JSON path, in words for its author. */
export function playbookIssues(error: z.ZodError, input: unknown): ProblemIssue[] {
  return error.issues.flatMap((issue) => explain(issue, [], input));
}

function explain(issue: Issue, prefix: readonly PropertyKey[], input: unknown): ProblemIssue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = meantBranch(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => explain(inner, path, input));
  }
  return [{ path: jsonPath(path), message: wording(issue, valueAt(input, path)) }];
}

/** The alternative of a union whose outer shape fits the input, where exactly one does. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function wording(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_key') {
    return `is no condition: expected a status like 503, a class like 5xx, default, or one of ${TRANSPORT_CONDITIONS.join(', ')}`;
  }
  if (issue.path.at(-1) === 'strategy') {
    const given = value === undefined ? 'no strategy' : `unknown strategy ${JSON.stringify(value)}`;
    return `${given}: expected one of ${STRATEGIES.join(', ')}`;
  }
  return value === undefined || typeof value === 'object'
    ? issue.message
    : `${issue.message} (given ${JSON.stringify(value)})`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
