import { isObject } from './json-pointer.ts';

/** A place to leave out: parts of a JSON pointer, in which `*` stands for any member or index. */
export type LeftOut = readonly (readonly string[])[];

/**
 * JSON with its members in one order and without the places left out, so that equal contents give
 * equal texts. Numbers are as JavaScript reads them.
 */
export function canonicalJson(value: unknown, leftOut: LeftOut = []): string {
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => member(item, String(index), leftOut) ?? 'null').join(',')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  let text = '';
  for (const name of Object.keys(value).toSorted()) {
    const written = member(value[name], name, leftOut);
    if (written === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${written}`;
  }
  return `{${text}}`;
}

/** Undefined for what is left out. */
function member(value: unknown, name: string, leftOut: LeftOut): string | undefined {
  if (leftOut.length === 0) return canonicalJson(value);
  const below: (readonly string[])[] = [];
  for (const place of leftOut) {
    if (place[0] !== '*' && place[0] !== name) continue;
    if (place.length === 1) return undefined;
    below.push(place.slice(1));
  }
  return canonicalJson(value, below);
}
