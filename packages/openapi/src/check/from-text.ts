import type { OpenApiDocument, Schema } from '../read/document.ts';
import { resolveRef } from '../read/reference.ts';

/** References and combinations that are followed to find out what type a text is to have. */
const DEEPEST = 8;

/** The types that a schema allows as far as it names any, also by what it is combined of. */
export function typesOf(document: OpenApiDocument, declared: Schema, depth = 0): Set<string> {
  const schema = resolveRef<Schema>(document, declared);
  if (typeof schema !== 'object' || depth > DEEPEST) return new Set();
  if (schema.type !== undefined) return new Set([schema.type].flat());
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return new Set(parts.flatMap((part) => Array.from(typesOf(document, part, depth + 1))));
}

/**
 * The value that a text stands for where a schema allows these types. Text that is no such value
 * stays text, so that the check against the schema can say what was expected.
 */
export function fromText(types: ReadonlySet<string>, text: string): unknown {
  if (types.has('integer') && /^-?\d{1,19}$/.test(text)) return Number(text);
  if (types.has('number') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
