import {
  fromText,
  type OpenApiDocument,
  resolveRef,
  type Schema,
  typesOf,
} from '@chaos-lab/openapi';
import { decodeJson } from './json.ts';

/**
 * Reads `application/x-www-form-urlencoded` by the schema of an object: lists are repeated names, and
 * an object, alone or in a list, is JSON text. Throws a SyntaxError for JSON that does not parse.
 */
export function decodeForm(document: OpenApiDocument, schema: Schema, text: string): unknown {
  const fields = new URLSearchParams(text);
  const value: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(
    resolveRef<Schema>(document, schema).properties ?? {},
  )) {
    const given = fields.getAll(name);
    if (given.length === 0) continue;
    const resolved = resolveRef<Schema>(document, property);
    const item = resolveRef<Schema>(document, resolved.items ?? resolved);
    const values = given.map((field) => decodeField(document, name, item, field));
    value[name] = resolved.type === 'array' || values.length > 1 ? values : values[0];
  }
  return value;
}

function decodeField(
  document: OpenApiDocument,
  name: string,
  schema: Schema,
  text: string,
): unknown {
  if (schema.type !== 'object') return fromText(typesOf(document, schema), text);
  try {
    return decodeJson(text);
  } catch (error) {
    throw new SyntaxError(`field ${name}: ${(error as Error).message}`, { cause: error });
  }
}
