import { z } from 'zod';
import type { OpenApiDocument } from './document.ts';
import { isObject } from './reference.ts';

const COMPONENTS = '#/components/schemas/';
const DEFS = '#/$defs/';

/** Compiles the schemas of a document; what a schema of one operation refers to is found in it. */
export function schemaCompiler(document: OpenApiDocument): (schema: unknown) => z.ZodType {
  const components = isObject(document['components']) ? document['components'] : {};
  const isOld = document.openapi.startsWith('3.0');
  const normalise = (value: unknown): unknown => normalised(isOld ? modern(value) : value);
  const defs = normalise(components['schemas'] ?? {});
  return (schema) => {
    const whole = { ...(normalise(schema) as object), $defs: defs };
    return z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
  };
}

/** Points references at `$defs`, and says `object` where only properties or required names say it. */
function normalised(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(normalised);
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, normalised(value)]),
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

/** A schema of OpenAPI 3.0 in the words of 3.1: `nullable` and bounds that are excluded by a flag. */
function modern(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modern);
  if (!isObject(schema)) return schema;
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'] };
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, modern(value)]),
  );
  for (const [bound, flag] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof copy[flag] !== 'boolean') continue;
    if (copy[flag] && typeof copy[bound] === 'number') {
      copy[flag] = copy[bound];
      delete copy[bound];
    } else delete copy[flag];
  }
  if (copy['nullable'] !== true) return copy;
  const { nullable: _nullable, ...rest } = copy;
  return { anyOf: [rest, { type: 'null' }] };
}
