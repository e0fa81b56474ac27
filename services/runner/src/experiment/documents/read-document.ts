import { readFileSync } from 'node:fs';
import { readYaml } from '@chaos-lab/service-kit';
import { z } from 'zod';
import { BadInputError, messageOf } from '../../errors.ts';

/** A YAML or JSON file as text and as a value that fits its schema. Throws BadInputError with every problem. */
export function readDocument<S extends z.ZodType>(
  path: string,
  schema: S,
): { readonly text: string; readonly value: z.output<S> } {
  const text = readText(path);
  const read = readYaml(text);
  if ('value' in read) return { text, value: parseValue(path, read.value, schema) };
  throw new BadInputError(
    read.problems.map(({ line, message }) =>
      line === undefined
        ? `${path}: not YAML: ${message}`
        : `${path}:${line}: not YAML: ${message}`,
    ),
  );
}

/** Checks a value against its schema; problems are named `WHERE: path: what was expected`. */
export function parseValue<S extends z.ZodType>(
  where: string,
  value: unknown,
  schema: S,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BadInputError(problemsOf(parsed.error).map((problem) => `${where}: ${problem}`));
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => {
    const path = z.core.toDotPath(issue.path);
    return [path === '' ? describe(issue) : `${path}: ${describe(issue)}`];
  });
}

/** Of the alternatives of a union, the problems of the one that came nearest. */
function describe(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const [nearest] = issue.errors.toSorted((a, b) => a.length - b.length);
  const inner = (nearest ?? []).map((one) => {
    const path = z.core.toDotPath(one.path);
    return path === '' ? one.message : `${path}: ${one.message}`;
  });
  return inner.length === 0 ? issue.message : inner.join('; ');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new BadInputError(
      `${path}: ${missing ? 'there is no such file' : `cannot be read: ${messageOf(error)}`}`,
    );
  }
}
