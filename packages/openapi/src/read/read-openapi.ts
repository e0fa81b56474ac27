import { parse } from 'yaml';
import { badReference } from './check-references.ts';
import { badShape } from './check-shape.ts';
import type { OpenApiDocument } from './document.ts';
import { OpenApiError, reasonOf } from './openapi-error.ts';

/**
 * An OpenAPI document of version 3.0 or 3.1 from YAML or JSON text. Throws OpenApiError that names
 * `source` and says what is wrong where, also for a reference that leads out of the document,
 * nowhere, or back to itself.
 */
export function readOpenApi(text: string, source: string): OpenApiDocument {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new OpenApiError(`${source}: not YAML or JSON: ${reasonOf(error)}`, error);
  }
  const shape = badShape(value);
  if (shape !== undefined) throw new OpenApiError(`${source}: not an OpenAPI 3 document: ${shape}`);
  const reference = badReference(value);
  if (reference !== undefined) throw new OpenApiError(`${source}: ${reference}`);
  return value as OpenApiDocument;
}
