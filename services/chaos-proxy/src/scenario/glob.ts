export type Test = (text: string) => boolean;

/** Compiles a glob in which `*` stands for any run of characters, or a list of alternatives. */
export function glob(pattern: string | readonly string[]): Test {
  if (typeof pattern === 'string') return one(pattern);
  const tests = pattern.map(one);
  // No closure, and so no garbage, for each of many thousand texts a second.
  return (text) => {
    for (const test of tests) if (test(text)) return true;
    return false;
  };
}

/** The usual shapes need no regular expression: exact, `*`, `prefix*`, `*suffix`. */
function one(pattern: string): Test {
  const star = pattern.indexOf('*');
  if (star === -1) return (text) => text === pattern;
  if (pattern === '*') return () => true;
  if (star === pattern.length - 1) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  if (star === 0 && !pattern.includes('*', 1)) {
    const suffix = pattern.slice(1);
    return (text) => text.endsWith(suffix);
  }
  return pieces(pattern);
}

/** Leftmost matching of the pieces between stars: linear, where a regular expression may explode. */
function pieces(pattern: string): Test {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}
