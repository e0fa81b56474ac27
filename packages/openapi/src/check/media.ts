import type { Content, MediaTypeObject } from '../read/document.ts';

const JSON_MEDIA = /^[^/]+\/(?:[^;]+\+)?json$/;

/** A media type without its parameters, in lower case. */
export const mediaOf = (contentType: string): string =>
  (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

export const isJsonMedia = (media: string): boolean => JSON_MEDIA.test(mediaOf(media));

/** What a document declares for a media type: by its name, else by its range, else for any. */
export function declaredFor(content: Content, media: string): MediaTypeObject | undefined {
  const named = Object.entries(content).find(([name]) => mediaOf(name) === media)?.[1];
  return named ?? content[`${media.split('/', 1)[0]}/*`] ?? content['*/*'];
}
