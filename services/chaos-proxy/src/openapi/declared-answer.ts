import type { OpenApiDocument } from './document.ts';
import { isObject, resolveRef } from './reference.ts';

/** What a document declares about the JSON body of one status. */
export type DeclaredAnswer = {
  readonly contentType: string;
  readonly media: Record<string, unknown>;
};

/** The JSON media types that `responses` declares for a status: by itself, its range, or `default`. */
export function declaredAnswers(
  document: OpenApiDocument,
  responses: unknown,
  status: number,
): DeclaredAnswer[] {
  if (!isObject(responses)) return [];
  const range = `${Math.floor(status / 100)}XX`;
  const declared = responses[String(status)] ?? responses[range] ?? responses['default'];
  const response = resolveRef(document, declared);
  if (!isObject(response) || !isObject(response['content'])) return [];
  return Object.entries(response['content']).flatMap(([contentType, media]) =>
    /^application\/(.+\+)?json\b/.test(contentType) && isObject(media)
      ? [{ contentType, media }]
      : [],
  );
}
