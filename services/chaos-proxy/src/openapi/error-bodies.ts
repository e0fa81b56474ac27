import { STATUS_CODES } from 'node:http';
import { declaredAnswers } from './declared-answer.ts';
import type { OpenApiDocument } from './document.ts';
import type { Operations } from './operations.ts';
import { isObject, resolveRef } from './reference.ts';
import { type Hints, sampleOf } from './schema-sample.ts';

/** A body that the document promises for an error. */
export type ErrorBody = { readonly contentType: string; readonly body: unknown };

/** The body for a status of an operation; undefined where the document declares none. */
export type ErrorBodies = (operation: string, status: number) => ErrorBody | undefined;

/** Bodies for injected errors that follow the schema the document declares for their status. */
export function errorBodies(document: OpenApiDocument, operations: Operations): ErrorBodies {
  const known = new Map<string, ErrorBody | undefined>();
  return (operation, status) => {
    const declared = operations.byId(operation)?.operation['responses'];
    if (declared === undefined) return undefined;
    const key = `${status} ${operation}`;
    if (!known.has(key)) known.set(key, bodyOf(document, declared, status));
    return known.get(key);
  };
}

function bodyOf(
  document: OpenApiDocument,
  responses: unknown,
  status: number,
): ErrorBody | undefined {
  for (const { contentType, media } of declaredAnswers(document, responses, status)) {
    const shown = example(document, media);
    const body = aboutStatus(shown, status) ?? sampleOf(document, media['schema'], hints(status));
    if (body !== undefined) return { contentType, body };
  }
  return undefined;
}

function example(document: OpenApiDocument, media: Record<string, unknown>): unknown {
  if ('example' in media) return media['example'];
  if (!isObject(media['examples'])) return undefined;
  const [first] = Object.values(media['examples']);
  const resolved = resolveRef(document, first);
  return isObject(resolved) ? resolved['value'] : undefined;
}

/** An example of a whole range of statuses, made to speak of this one. */
function aboutStatus(example: unknown, status: number): unknown {
  if (!isObject(example) || typeof example['status'] !== 'number') return example;
  if (example['status'] === status) return example;
  const { detail: _detail, ...rest } = example;
  const title = 'title' in rest ? { title: STATUS_CODES[status] ?? 'Error' } : {};
  return { ...rest, status, ...title };
}

/** What errors usually say about themselves, by the usual names. */
function hints(status: number): Hints {
  const words = STATUS_CODES[status] ?? 'Error';
  return {
    status,
    code: status,
    statusCode: status,
    title: words,
    message: words,
    detail: words,
    error: words,
    type: 'about:blank',
  };
}
