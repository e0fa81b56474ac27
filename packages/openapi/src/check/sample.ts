import { sample } from 'openapi-sampler';
import type { MediaTypeObject, OpenApiDocument } from '../read/document.ts';
import { resolveRef } from '../read/reference.ts';

/** Levels that a sample is filled to; a schema may contain itself. */
const DEEPEST = 6;

/** The example that a document gives for a body, else a value made by its schema, if it has one. */
export function sampleOf(document: OpenApiDocument, media: MediaTypeObject): unknown {
  if (media.example !== undefined) return media.example;
  const [first] = Object.values(media.examples ?? {});
  const { value } = first === undefined ? {} : resolveRef<{ value?: unknown }>(document, first);
  if (value !== undefined) return value;
  if (media.schema === undefined) return undefined;
  const options = { quiet: true, skipWriteOnly: true, maxSampleDepth: DEEPEST };
  return sample(media.schema as Parameters<typeof sample>[0], options, document) ?? undefined;
}
