import { isObject, step } from '../read/reference.ts';

/** The first place of a document where a schema names a pattern, as a JSON pointer. */
export function placeOfPattern(document: unknown, pattern: string): string | undefined {
  const stack: { readonly value: unknown; readonly path: string }[] = [
    { value: document, path: '' },
  ];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, path } = next;
    if (isObject(value)) {
      if (value['pattern'] === pattern) return `${path}/pattern`;
      const named = value['patternProperties'];
      if (isObject(named) && pattern in named) return `${path}/patternProperties${step(pattern)}`;
    }
    if (typeof value !== 'object' || value === null) continue;
    const parts = Object.entries(value).map(([name, part]: [string, unknown]) => ({
      value: part,
      path: path + step(name),
    }));
    stack.push(...parts.toReversed());
  }
  return undefined;
}
