import { jsonTokens, type JsonToken } from './json-tokens.ts';

/** For every member of every object of a JSON text: how the text is made that lacks only this one. */
export function withoutEachMember(text: string): (() => string)[] {
  const tokens = jsonTokens(text);
  return tokens.flatMap(({ type }, index) =>
    type === 'key' ? [() => withoutMember(text, tokens, index)] : [],
  );
}

function withoutMember(text: string, tokens: readonly JsonToken[], key: number): string {
  // A key, a colon, then the value.
  const last = endOfValue(tokens, key + 2);
  const next = tokens[last + 1];
  const before = tokens[key - 1];
  if (next?.text === ',') return cut(text, tokens[key], next);
  return cut(text, before?.text === ',' ? before : tokens[key], tokens[last]);
}

function endOfValue(tokens: readonly JsonToken[], first: number): number {
  let depth = 0;
  for (let index = first; index < tokens.length; index += 1) {
    const token = tokens[index]?.text;
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return index;
  }
  throw new Error('the JSON text has no end');
}

function cut(text: string, from: JsonToken | undefined, to: JsonToken | undefined): string {
  if (from === undefined || to === undefined) return text;
  return text.slice(0, from.at) + text.slice(to.at + to.text.length);
}
