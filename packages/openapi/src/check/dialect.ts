import type { OpenApiDocument } from '../read/document.ts';
import { isObject } from '../read/reference.ts';

/** Members that hold values instead of parts of the document. */
const VALUES: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'const', 'enum']);

/**
 * A document whose schemas are JSON Schema 2020-12, as those of OpenAPI 3.1 are: those of 3.0 say
 * `nullable`, exclude bounds by a flag, and mean nothing by what stands beside a `$ref`. Every part
 * stays in its place, so that references and pointers hold.
 */
export function in2020(document: OpenApiDocument): OpenApiDocument {
  return document.openapi.startsWith('3.0') ? (modern(document) as OpenApiDocument) : document;
}

function modern(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((part) => modern(part));
  if (!isObject(value)) return value;
  if (typeof value['$ref'] === 'string') return { $ref: value['$ref'] };
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if (VALUES.has(name) && !isMap) return [name, part];
      return [name, modern(part, name === 'properties' && !isMap)];
    }),
  );
  if (isMap) return copy;
  excludeBound(copy, 'minimum', 'exclusiveMinimum');
  excludeBound(copy, 'maximum', 'exclusiveMaximum');
  if (copy['nullable'] === true && typeof copy['type'] === 'string') {
    copy['type'] = [copy['type'], 'null'];
  }
  return copy;
}

function excludeBound(schema: Record<string, unknown>, bound: string, flag: string): void {
  const isExcluded = schema[flag];
  if (typeof isExcluded !== 'boolean') return;
  delete schema[flag];
  if (!isExcluded || typeof schema[bound] !== 'number') return;
  schema[flag] = schema[bound];
  delete schema[bound];
}
