import type { ProblemIssue } from '@chaos-lab/contracts';
import type { z } from 'zod';
import { knownNames } from './known-names.ts';

/** What zod found in `input` by `schema`, as JSON pointers and one sentence each. */
export function issuesOf(
  error: z.ZodError,
  input: unknown,
  schema: z.core.$ZodType,
): ProblemIssue[] {
  return error.issues.map((issue) => ({
    path: pointer(issue.path),
    message: sentence(issue, input, schema),
  }));
}

function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function sentence(issue: z.core.$ZodIssue, input: unknown, schema: z.core.$ZodType): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'unrecognized_keys') {
    return unknownNames(issue.keys, knownNames(schema, issue.path, input));
  }
  const given = valueAt(input, issue.path);
  if (issue.code === 'invalid_union') return unionSentence(issue, given);
  const expected = issue.message.replace(/^.*?expected /i, '');
  return given === undefined
    ? `missing: expected ${expected.replace(/, received undefined$/, '')}`
    : `${show(given)} is not valid: ${issue.message.replace(/^Invalid input: /, '')}`;
}

/** Unknown names that a sentence lists. */
const NAMED = 20;

function unknownNames(given: readonly string[], known: readonly string[] | undefined): string {
  const more = given.length > NAMED ? ` and ${given.length - NAMED} more` : '';
  const names = given.slice(0, NAMED).map(short).join(', ');
  const start = `unknown ${given.length === 1 ? 'name' : 'names'} ${names}${more}`;
  if (known === undefined) return start;
  return known.length === 0 ? `${start}: expected none` : `${start}: expected ${anyOf(known)}`;
}

function anyOf(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `one of ${names.join(', ')}`;
}

function unionSentence(issue: z.core.$ZodIssueInvalidUnion, given: unknown): string {
  const options: unknown = 'options' in issue ? issue.options : undefined;
  if (Array.isArray(options)) {
    const name = String(issue.path.at(-1) ?? 'value');
    const start = given === undefined ? `missing ${name}` : `unknown ${name} ${show(given)}`;
    return `${start}: expected one of ${options.join(', ')}`;
  }
  const reasons = issue.errors.flatMap((branch) =>
    branch.map((one) => one.message.replace(/^Invalid input: /, '')),
  );
  return `${show(given)} fits none of the alternatives: ${[...new Set(reasons)].join(', or ')}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}

function show(value: unknown): string {
  return short(JSON.stringify(value) ?? String(value));
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
