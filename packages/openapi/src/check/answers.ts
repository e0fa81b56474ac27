import type { MediaTypeObject, OpenApiDocument, ResponseObject } from '../read/document.ts';
import type { Operation } from '../read/operations.ts';
import { resolveRef } from '../read/reference.ts';
import { isJsonMedia } from './media.ts';

/** What a document declares about the JSON body of an answer. */
export type DeclaredAnswer = { readonly contentType: string; readonly media: MediaTypeObject };

/** The key under which an operation declares its answers of a status: itself, its range, `default`. */
export function answerKey({ object }: Operation, status: number): string | undefined {
  const keys = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  return keys.find((key) => object.responses?.[key] !== undefined);
}

/** The JSON media types that an operation declares under such a key. */
export function answersUnder(
  document: OpenApiDocument,
  { object }: Operation,
  key: string,
): DeclaredAnswer[] {
  const declared = object.responses?.[key];
  if (declared === undefined) return [];
  const { content = {} } = resolveRef<ResponseObject>(document, declared);
  return Object.entries(content).flatMap(([contentType, media]) =>
    isJsonMedia(contentType) ? [{ contentType, media }] : [],
  );
}
