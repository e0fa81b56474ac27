export type JsonToken = {
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'key' | 'structure';
  readonly text: string;
  readonly at: number;
};

// Strings are matched in runs: a choice at every character would overflow on a long one.
const TOKEN =
  /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\]:,]/g;
const KEY_FOLLOWS = /\s*:/y;

/**
 * The tokens of a valid JSON text with their places, so that one value can be replaced and every
 * other byte, numbers past 2^53 included, stays as it was.
 */
export function jsonTokens(text: string): JsonToken[] {
  return Array.from(text.matchAll(TOKEN), (match) => {
    const [token] = match;
    return { type: typeOf(token, text, match.index + token.length), text: token, at: match.index };
  });
}

/** The values that hold no others: everything but keys, objects and arrays. */
export function jsonLeaves(text: string): JsonToken[] {
  return jsonTokens(text).filter(({ type }) => type !== 'key' && type !== 'structure');
}

export function replaceToken(text: string, token: JsonToken, by: string): string {
  return text.slice(0, token.at) + by + text.slice(token.at + token.text.length);
}

/** The element at the share `u` in [0, 1) of a list; undefined where it is empty. */
export function pick<T>(list: readonly T[], u: number): T | undefined {
  return list[Math.floor(u * list.length)];
}

function typeOf(token: string, text: string, end: number): JsonToken['type'] {
  switch (token[0]) {
    case '"':
      KEY_FOLLOWS.lastIndex = end;
      return KEY_FOLLOWS.test(text) ? 'key' : 'string';
    case 't':
    case 'f':
      return 'boolean';
    case 'n':
      return 'null';
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
      return 'structure';
    default:
      return 'number';
  }
}
