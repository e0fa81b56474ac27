import { isObject, referenceTarget, step } from './reference.ts';

/** Members that hold values instead of parts of the document. */
const VALUES: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'const', 'enum']);

/** The first reference of a document that leads nowhere, with its place and the reason. */
export function badReference(document: unknown): string | undefined {
  const stack: { readonly value: unknown; readonly path: string }[] = [
    { value: document, path: '' },
  ];
  const seen = new Set<unknown>();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isObject(value) && typeof value['$ref'] === 'string') {
      const reason = whyNot(document, value['$ref']);
      if (reason !== undefined) return `${path}/$ref ${JSON.stringify(value['$ref'])}: ${reason}`;
    }
    for (const [name, part] of Object.entries(value)) {
      if (VALUES.has(name) && typeof part === 'object' && !path.endsWith('/properties')) continue;
      stack.push({ value: part, path: path + step(name) });
    }
  }
  return undefined;
}

function whyNot(document: unknown, reference: string): string | undefined {
  const passed = new Set<string>();
  let current = reference;
  for (;;) {
    if (passed.has(current)) return 'it leads back to itself';
    passed.add(current);
    if (!current.startsWith('#/')) return 'expected a place in this document, as #/components/...';
    let target: unknown;
    try {
      target = referenceTarget(document, current);
    } catch {
      return 'it is badly escaped';
    }
    if (target === undefined) return 'the document has nothing there';
    if (!isObject(target) || typeof target['$ref'] !== 'string') return undefined;
    current = target['$ref'];
  }
}
