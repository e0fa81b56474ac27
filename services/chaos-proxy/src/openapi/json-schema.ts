import { z } from 'zod';
import type { OpenApiDocument } from './document.ts';
import { isObject } from './reference.ts';

const COMPONENTS = '#/components/schemas/';
const DEFS = '#/$defs/';

/** Compiles the schemas of a document; what a schema of one operation refers to is found in it. */
export function schemaCompiler(document: OpenApiDocument): (schema: unknown) => z.ZodType {
  const components = isObject(document['components']) ? document['components'] : {};
  const defs = normalise(components['schemas'] ?? {});
  const target = document.openapi.startsWith('3.0') ? 'openapi-3.0' : 'draft-2020-12';
  return (schema) => {
    const whole = { ...(normalise(schema) as object), $defs: defs };
    return z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0], {
      defaultTarget: target,
    });
  };
}

/** Points references at `$defs`, and says `object` where only properties or required names say it. */
function normalise(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(normalise);
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, normalise(value)]),
  );
  const { $ref } = copy;
  if (typeof $ref === 'string') copy['$ref'] = $ref.replace(COMPONENTS, DEFS);
  const isUntyped = !('type' in copy) && !('$ref' in copy);
  if (isUntyped && (isObject(copy['properties']) || isNames(copy['required']))) {
    copy['type'] = 'object';
  }
  return copy;
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
