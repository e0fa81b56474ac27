import { isObject } from '../naming/json-pointer.ts';

/** Longer answers of a write are not looked into for what it created. */
export const LONGEST_CREATED = 4_096;

/**
 * The path of what a POST created, by its `Location` or by the `id` in its answer; undefined where it
 * says neither.
 */
export function createdPath(
  path: string,
  headers: readonly string[],
  body: string,
): string | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== 'location') continue;
    return URL.parse(headers[i + 1] ?? '', `http://upstream.invalid${path}`)?.pathname;
  }
  if (!body.includes('"id"')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    if (!isObject(value)) return undefined;
    const { id } = value;
    if (typeof id !== 'string' && typeof id !== 'number') return undefined;
    return `${path.replace(/\/+$/, '')}/${encodeURIComponent(id)}`;
  } catch {
    return undefined;
  }
}
