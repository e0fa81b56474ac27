import type { Schema } from '../api/document.ts';

/**
 * The value that a text stands for under a schema of a simple type. Text that is no such value stays
 * text, so that the check against the schema can say what was expected.
 */
export function fromText(schema: Schema, text: string): unknown {
  switch (schema.type) {
    case 'integer':
      return /^-?\d{1,19}$/.test(text) ? Number(text) : text;
    case 'number':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
}
