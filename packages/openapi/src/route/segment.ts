/** The raw values of the variables in a segment, in their order; undefined where it does not fit. */
export type MatchSegment = (segment: string) => readonly string[] | undefined;

const VARIABLE = /\{[^}]*\}/g;

/** The names of the variables in a path template, in their order. */
export function variablesIn(template: string): string[] {
  return [...template.matchAll(VARIABLE)].map(([text]) => text.slice(1, -1));
}

/** What a segment of a template looks like without the names of its variables. */
export const shapeOf = (segment: string): string => segment.replaceAll(VARIABLE, '{}');

/**
 * Matches a segment such as `{id}`, `{name}.json` or `{from}-{to}`. No value is empty. Each variable
 * takes as little as it can, so that the time is linear, where a regular expression may explode.
 */
export function segmentMatcher(shape: string): MatchSegment {
  if (shape === '{}') return (segment) => (segment === '' ? undefined : [segment]);
  const [first = '', ...others] = shape.split('{}');
  return (segment) => {
    if (!segment.startsWith(first)) return undefined;
    const values: string[] = [];
    let at = first.length;
    for (const [index, literal] of others.entries()) {
      const isLast = index === others.length - 1;
      const next = isLast ? segment.length - literal.length : segment.indexOf(literal, at + 1);
      if (next <= at || (isLast && !segment.endsWith(literal))) return undefined;
      values.push(segment.slice(at, next));
      at = next + literal.length;
    }
    return values;
  };
}
