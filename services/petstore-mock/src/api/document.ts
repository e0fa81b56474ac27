import type { OpenApiDocument } from '@chaos-lab/openapi';
// Made from assets/openapi/petstore.yaml by `npm run petstore-document`: a module loads in a page too.
import document from './petstore.openapi.json' with { type: 'json' };

/** The description of the API that everything here is derived from. */
export const DOCUMENT = document as OpenApiDocument;
