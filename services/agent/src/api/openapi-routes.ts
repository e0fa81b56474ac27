import { methodNotAllowed } from '@chaos-lab/service-kit';
import { Router } from 'express';
import { openApiDocument } from './openapi.ts';

/** `GET /openapi.json`: this API, described by the contracts it is validated with. */
export const openApiRoutes: Router = Router();
openApiRoutes.get('/openapi.json', (_request, response) => {
  response.json(openApiDocument());
});
openApiRoutes.all('/openapi.json', methodNotAllowed(['GET']));
