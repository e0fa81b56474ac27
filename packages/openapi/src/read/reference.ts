export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name as a step of a JSON pointer (RFC 6901). */
export const step = (name: string): string =>
  `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** What stands at `#/a/b`, undefined for nothing. Throws URIError where it is badly escaped. */
export function referenceTarget(root: unknown, reference: string): unknown {
  let value = root;
  for (const part of reference.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = /^\d+$/.test(name) ? value[Number(name)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/**
 * What a `$ref` of a document ends at; anything else is given back as it is. The references of a
 * document that was read are known to lead somewhere.
 */
export function resolveRef<T>(root: object, value: T | { readonly $ref: string }): T {
  let current: unknown = value;
  while (isObject(current) && typeof current['$ref'] === 'string') {
    current = referenceTarget(root, current['$ref']);
  }
  return current as T;
}
