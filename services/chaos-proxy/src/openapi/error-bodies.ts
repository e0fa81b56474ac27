import { STATUS_CODES } from 'node:http';
import {
  answerKey,
  answersUnder,
  isObject,
  type OpenApiDocument,
  type Operation,
  resolveRef,
  sampleOf,
  type Schema,
  typesOf,
} from '@chaos-lab/openapi';
import type { Operations } from './operations.ts';

/** A body that the document promises for an error. */
export type ErrorBody = { readonly contentType: string; readonly body: unknown };

/** The body for a status of an operation; undefined where the document declares none. */
export type ErrorBodies = (operation: string, status: number) => ErrorBody | undefined;

/** Bodies for injected errors that follow what the document declares for their status. */
export function errorBodies(document: OpenApiDocument, operations: Operations): ErrorBodies {
  const known = new Map<string, ErrorBody | undefined>();
  return (id, status) => {
    const operation = operations.byId(id)?.operation;
    if (operation === undefined) return undefined;
    const key = `${status} ${id}`;
    if (!known.has(key)) known.set(key, bodyOf(document, operation, status));
    return known.get(key);
  };
}

function bodyOf(
  document: OpenApiDocument,
  operation: Operation,
  status: number,
): ErrorBody | undefined {
  const key = answerKey(operation, status);
  if (key === undefined) return undefined;
  for (const { contentType, media } of answersUnder(document, operation, key)) {
    const shown = sampleOf(document, media);
    if (shown === undefined) continue;
    const isExample = media.example !== undefined || media.examples !== undefined;
    const body = isExample ? shown : hinted(document, media.schema ?? {}, shown, status);
    return { contentType, body: aboutStatus(body, status) };
  }
  return undefined;
}

/** An example of a whole range of statuses, made to speak of this one. */
function aboutStatus(example: unknown, status: number): unknown {
  if (!isObject(example) || typeof example['status'] !== 'number') return example;
  if (example['status'] === status) return example;
  const { detail: _detail, ...rest } = example;
  const title = 'title' in rest ? { title: STATUS_CODES[status] ?? 'Error' } : {};
  return { ...rest, status, ...title };
}

/** A value made by a schema, with what errors usually say about themselves under the usual names. */
function hinted(
  document: OpenApiDocument,
  schema: Schema,
  value: unknown,
  status: number,
): unknown {
  if (!isObject(value)) return value;
  const words = STATUS_CODES[status] ?? 'Error';
  const hints = {
    status,
    code: status,
    statusCode: status,
    title: words,
    message: words,
    detail: words,
    error: words,
    type: 'about:blank',
  };
  const properties = propertiesOf(document, schema);
  const said = Object.entries(hints).filter(([name, hint]) => {
    const property = properties.get(name);
    if (property === undefined || !(name in value)) return false;
    const { enum: listed, example, default: fallback, const: constant } = property;
    if ([listed, example, fallback, constant].some((one) => one !== undefined)) return false;
    const types = typesOf(document, property);
    return typeof hint === 'number'
      ? types.has('integer') || types.has('number')
      : types.has('string');
  });
  return { ...value, ...Object.fromEntries(said) };
}

/** The properties of an object, also of one that is combined. */
function propertiesOf(
  document: OpenApiDocument,
  declared: Schema,
): Map<string, Record<string, unknown>> {
  const schema = resolveRef<Schema>(document, declared);
  const properties = new Map<string, Record<string, unknown>>();
  for (const part of schema.allOf ?? []) {
    for (const [name, property] of propertiesOf(document, part)) properties.set(name, property);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    properties.set(name, resolveRef<Record<string, unknown>>(document, property));
  }
  return properties;
}
