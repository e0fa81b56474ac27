// Writes the petstore's document as a module, which a page can load too: `npm run petstore-document`.
import { readFileSync, writeFileSync } from 'node:fs';
import { readOpenApi } from '@chaos-lab/openapi/read';

const ROOT = new URL('../', import.meta.url);
const DOCUMENT = new URL('assets/openapi/petstore.yaml', ROOT);
const MODULE = new URL('services/petstore-mock/src/api/petstore.openapi.json', ROOT);

/** The text of the module; equal documents give equal texts. */
export function petstoreModule(): string {
  const document = readOpenApi(readFileSync(DOCUMENT, 'utf8'), 'petstore.yaml');
  return `${JSON.stringify(document, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(MODULE, petstoreModule());
