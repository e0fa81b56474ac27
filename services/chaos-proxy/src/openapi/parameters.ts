import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemIssue } from '@chaos-lab/contracts';
import type { z } from 'zod';
import { isObject, resolveRef } from './reference.ts';

export type ParameterCheck = (request: ParameterValues) => ProblemIssue[];

/** Where the values of parameters come from. */
export type ParameterValues = {
  /** Path segments, as they came. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
};

/** A check for one declared parameter; undefined for a kind that is not looked at, such as cookies. */
export function parameterCheck(
  document: unknown,
  declared: unknown,
  template: string,
  compile: (schema: unknown) => z.ZodType,
): ParameterCheck | undefined {
  const parameter = resolveRef(document, declared);
  if (!isObject(parameter)) return undefined;
  const { name, in: place, required, schema } = parameter;
  if (typeof name !== 'string' || typeof place !== 'string') return undefined;
  const read = reader(name, place, template);
  if (read === undefined) return undefined;
  const shape = resolveRef(document, schema);
  const type = isObject(shape) ? shape['type'] : undefined;
  const itemSchema = isObject(shape) ? resolveRef(document, shape['items']) : undefined;
  const itemType = isObject(itemSchema) ? itemSchema['type'] : undefined;
  const compiled = compile(schema ?? {});
  return (request) => {
    const given = read(request);
    const path = `${place} ${name}`;
    if (given.length === 0) return required === true ? [{ path, message: 'missing' }] : [];
    const value =
      type === 'array'
        ? given.flatMap(split).map((one) => typed(one, itemType))
        : typed(given[0] ?? '', type);
    const result = compiled.safeParse(value);
    if (result.success || isBeyondDoubles(given[0] ?? '', type)) return [];
    return result.error.issues.map((issue) => ({
      path,
      message: `${JSON.stringify(given.join(','))} is not valid: ${issue.message}`,
    }));
  };
}

function reader(
  name: string,
  place: string,
  template: string,
): ((request: ParameterValues) => string[]) | undefined {
  if (place === 'query') return ({ query }) => query.getAll(name);
  if (place === 'header') {
    const key = name.toLowerCase();
    return ({ headers }) => [headers[key] ?? []].flat();
  }
  if (place !== 'path') return undefined;
  const index = template.split('/').indexOf(`{${name}}`);
  if (index === -1) return undefined;
  return ({ segments }) => [decoded(segments[index] ?? '')];
}

/** The value that a text stands for, where its type is not text; else the text, to be refused. */
function typed(text: string, type: unknown): unknown {
  if (type === 'integer' || type === 'number') {
    return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
  }
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** An int64 may be larger than a double can tell apart; its digits say enough. */
function isBeyondDoubles(text: string, type: unknown): boolean {
  return type === 'integer' && /^-?\d{16,19}$/.test(text);
}

const split = (text: string): string[] => text.split(',');

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
