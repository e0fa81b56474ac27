const SPACE = /[ \t\n\r]*/y;
const STRING =
  // oxlint-disable-next-line no-control-regex
  /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/**
 * Where a text stops being JSON (RFC 8259) and what was expected there; undefined where it is JSON.
 * Only for texts that a parser has refused: it is a good deal slower than one.
 */
export function findJsonError(text: string): string | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (character: string): boolean => {
    skip(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const fail = (expected: string): string => describe(text, at, expected);

  for (;;) {
    // A value, after its name where it is a member.
    skip(SPACE);
    if (open.at(-1) === '{') {
      if (!skip(STRING)) return fail('a property name in double quotes');
      if (!take(':')) return fail('":"');
    }
    if (take('{')) {
      if (!take('}')) {
        open.push('{');
        continue;
      }
    } else if (take('[')) {
      if (!take(']')) {
        open.push('[');
        continue;
      }
    } else if (!skip(STRING) && !skip(SCALAR)) {
      return fail('a value');
    }
    // What follows a value: the next one, or the ends of what is open.
    while (!take(',')) {
      const inside = open.pop();
      if (inside === undefined) {
        return at === text.length ? undefined : fail('the end of the text');
      }
      if (!take(inside === '{' ? '}' : ']'))
        return fail(inside === '{' ? '"," or "}"' : '"," or "]"');
    }
    if (open.length === 0) {
      at -= 1;
      return fail('the end of the text');
    }
  }
}

function describe(text: string, at: number, expected: string): string {
  const lines = text.slice(0, at).split('\n');
  const found =
    at < text.length ? JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0)) : 'the end';
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `expected ${expected} and found ${found} (line ${lines.length}, column ${column})`;
}
