export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a `$ref` inside the document points to; anything else is given back as it is. */
export function resolveRef(root: unknown, value: unknown): unknown {
  let current = value;
  for (let hops = 0; hops < 16 && isObject(current); hops += 1) {
    const reference = current['$ref'];
    if (typeof reference !== 'string' || !reference.startsWith('#/')) return current;
    current = referenceTarget(root, reference);
  }
  return current;
}

/** What stands at `#/a/b`, undefined for nothing. Throws URIError where it is badly escaped. */
export function referenceTarget(root: unknown, reference: string): unknown {
  const path = reference.slice(2).split('/');
  return path.reduce<unknown>((value, part) => {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }, root);
}
