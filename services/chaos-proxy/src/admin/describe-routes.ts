import { readFileSync } from 'node:fs';
import { jsonSchemas } from '@chaos-lab/contracts';
import { isObject } from '@chaos-lab/openapi';
import { methodNotAllowed } from '@chaos-lab/service-kit';
import type { Router } from 'express';
import { parse } from 'yaml';
import { ASSETS } from '../assets.ts';

const FILE = new URL('openapi/chaos-proxy-admin.yaml', ASSETS);

/** Schemas that the document refers to and the contracts define. */
const FROM_CONTRACTS = {
  Scenario: 'scenario',
  DecisionRecord: 'decision-record',
  Claims: 'claims',
  Effects: 'effects',
  FaultHypotheses: 'fault-hypotheses',
  Problem: 'problem',
} as const;

/** The OpenAPI document of the control plane, whole. */
function describeControlPlane(): Record<string, unknown> {
  const document: unknown = parse(readFileSync(FILE, 'utf8'));
  if (!isObject(document) || !isObject(document['components'])) throw new Error('no document');
  const schemas = jsonSchemas();
  // An id of its own keeps what a schema refers to inside it.
  const added: [string, object][] = Object.entries(FROM_CONTRACTS).map(([name, key]) => [
    name,
    { $id: `urn:chaos-lab:schema:${key}`, ...schemas.get(key) },
  ]);
  const own = document['components']['schemas'];
  const components = {
    ...document['components'],
    schemas: Object.fromEntries([...Object.entries(isObject(own) ? own : {}), ...added]),
  };
  return { ...document, components };
}

/** `GET /openapi.json`. */
export function describeRoutes(router: Router): void {
  const document = describeControlPlane();
  router
    .route('/openapi.json')
    .get((_request, response) => {
      response.json(document);
    })
    .all(methodNotAllowed(['GET']));
}
