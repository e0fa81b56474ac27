/** The parts of a JSON pointer (RFC 6901); null where the text is none. */
export function pointerParts(pointer: string): string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that a pointer's parts lead to; undefined where there is none. */
export function valueAt(json: unknown, parts: readonly string[]): unknown {
  let value = json;
  for (const part of parts) {
    if (Array.isArray(value))
      value = /^(0|[1-9][0-9]*)$/.test(part) ? value[Number(part)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** A place in a JSON pointer's notation. */
export function pointerOf(parts: readonly string[]): string {
  return parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
