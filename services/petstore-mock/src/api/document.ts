import { readFileSync } from 'node:fs';
import type { OpenApiDocument } from '@chaos-lab/openapi';
import { readOpenApi } from '@chaos-lab/openapi/read';

const DOCUMENT = new URL('../../../../assets/openapi/petstore.yaml', import.meta.url);

/** The description of the API that everything here is derived from. */
export function loadDocument(): OpenApiDocument {
  return readOpenApi(readFileSync(DOCUMENT, 'utf8'), 'petstore.yaml');
}
