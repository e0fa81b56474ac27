import type { Fault } from './fault.ts';
import { type JsonToken, jsonLeaves, pick, replaceToken } from './json-tokens.ts';
import { jsonRewrite } from './json-rewrite.ts';

/** Valid JSON in which one value has another type than it should. */
export const schemaViolation: Fault<'schema-violation'> = {
  kind: 'schema-violation',
  parameters: (_spec, u2) => ({ which: u2 }),
  during: (call, { parameters }) =>
    jsonRewrite(call, (text) => breakOneType(text, Number(parameters['which']))),
};

/** Gives one value of a JSON text another type; an empty array becomes an object and vice versa. */
export function breakOneType(text: string, which: number): string {
  const leaf = pick(jsonLeaves(text), which);
  if (leaf !== undefined) return replaceToken(text, leaf, otherType(leaf));
  return text.trimStart().startsWith('[') ? '{}' : '[]';
}

function otherType({ type }: JsonToken): string {
  switch (type) {
    case 'number':
      return '"not a number"';
    case 'boolean':
      return '"neither"';
    case 'null':
      return '[]';
    default:
      return '{"unexpected":true}';
  }
}
