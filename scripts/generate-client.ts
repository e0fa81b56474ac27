// Writes the types of the control plane's client from its document: `npm run client`.
import { readFileSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '@chaos-lab/contracts';
import openapiTypes, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';

const ROOT = new URL('../', import.meta.url);
const DOCUMENT = new URL('assets/openapi/chaos-proxy-admin.yaml', ROOT);
const TYPES = new URL('packages/client/src/control-plane.d.ts', ROOT);

/** The types of an OpenAPI document, as the generator's own command writes them. */
export async function clientTypes(document: string | OpenAPI3): Promise<string> {
  return COMMENT_HEADER + astToString(await openapiTypes(document));
}

/** The document of the control plane, with the schemas of the contracts that it refers to. */
export function controlPlaneDocument(): OpenAPI3 {
  const text = readFileSync(DOCUMENT, 'utf8');
  const document = parse(text) as OpenAPI3;
  const schemas: Record<string, object> = { ...document.components?.schemas };
  for (const [key, schema] of jsonSchemas()) {
    const name = key.replaceAll(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
    if (!text.includes(`'#/components/schemas/${name}'`) || name in schemas) continue;
    Object.assign(schemas, flattened(name, schema));
  }
  const components = { ...document.components, schemas } as NonNullable<OpenAPI3['components']>;
  return { ...document, components };
}

/** What a schema defines for itself becomes schemas of the document, under names that begin with its own. */
function flattened(name: string, schema: object): Record<string, object> {
  const text = JSON.stringify(schema)
    .replaceAll('"#/$defs/', `"#/components/schemas/${name}_`)
    .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`);
  const {
    $defs = {},
    $schema: _,
    ...own
  } = JSON.parse(text) as {
    $defs?: Record<string, object>;
    $schema?: string;
  };
  const parts = Object.entries($defs).map(([key, part]) => [`${name}_${key}`, part] as const);
  return Object.fromEntries([[name, own], ...parts]);
}

if (import.meta.main) writeFileSync(TYPES, await clientTypes(controlPlaneDocument()));
