import { type OpenApiDocument, resolveRef, type Schema } from '../api/document.ts';
import { fromText } from './from-text.ts';
import { decodeJson } from './json.ts';

/**
 * Reads `application/x-www-form-urlencoded` by the schema of an object: lists are repeated names, and
 * an object, alone or in a list, is JSON text. Throws a SyntaxError for JSON that does not parse.
 */
export function decodeForm(document: OpenApiDocument, schema: Schema, text: string): unknown {
  const fields = new URLSearchParams(text);
  const value: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(resolveRef(document, schema).properties ?? {})) {
    const given = fields.getAll(name);
    if (given.length === 0) continue;
    const resolved = resolveRef(document, property);
    const item = resolveRef(document, resolved.items ?? resolved);
    const values = given.map((field) => decodeField(name, item, field));
    value[name] = resolved.type === 'array' || values.length > 1 ? values : values[0];
  }
  return value;
}

function decodeField(name: string, schema: Schema, text: string): unknown {
  if (schema.type !== 'object') return fromText(schema, text);
  try {
    return decodeJson(text);
  } catch (error) {
    throw new SyntaxError(`field ${name}: ${(error as Error).message}`, { cause: error });
  }
}
