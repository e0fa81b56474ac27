import type { Fault } from './fault.ts';
import { inTurn } from './in-turn.ts';
import { withoutEachMember } from './json-members.ts';
import { jsonRewrite } from './json-rewrite.ts';
import { type JsonToken, jsonLeaves, pick, replaceToken } from './json-tokens.ts';
import { changeBySchema } from './schema-change.ts';

/** Valid JSON that breaks its schema: a value has another type than it should, or is missing. */
export const schemaViolation: Fault<'schema-violation'> = {
  kind: 'schema-violation',
  parameters: (_spec, u2) => ({ which: u2 }),
  during: (call, { parameters }) =>
    jsonRewrite(call, (text, status) => {
      const which = Number(parameters['which']);
      const schema = call.responseSchema(status);
      if (schema === undefined) return breakOneType(text, which);
      return changeBySchema(text, schema, false, () => brokenAnswers(text, which));
    }),
};

/** Gives one value of a JSON text another type; an empty array becomes an object and vice versa. */
export function breakOneType(text: string, which: number): string {
  const leaf = pick(jsonLeaves(text), which);
  if (leaf !== undefined) return replaceToken(text, leaf, otherType(leaf));
  return text.trimStart().startsWith('[') ? '{}' : '[]';
}

/** The text with one value of another type or one member less; at last, of another type as a whole. */
export function* brokenAnswers(text: string, which: number): Generator<string> {
  const retyped = jsonLeaves(text).map((leaf) => () => replaceToken(text, leaf, otherType(leaf)));
  for (const broken of inTurn([...retyped, ...withoutEachMember(text)], which)) yield broken();
  yield* ['null', '[]', '{}', '"not the answer"', '0'];
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
