import type { DecisionRecord, Naming } from '@chaos-lab/contracts';

/**
 * Names for requests whose paths differ between two runs that do the same, such as `/orders/17` and
 * `/orders/18`: the segments that differ become `{id}`. Undefined where more than that is different.
 */
export function learnedNames(
  first: readonly DecisionRecord[],
  second: readonly DecisionRecord[],
): Naming[] | undefined {
  if (first.length !== second.length) return undefined;
  const found = new Map<string, Naming>();
  for (const [index, one] of first.entries()) {
    const other = second[index];
    if (other === undefined || one.method !== other.method) return undefined;
    if (one.operation === other.operation) continue;
    const template = templateOf(one.path, other.path);
    // A name that does not come from the path is not ours to change.
    if (template === undefined || !one.operation.startsWith(`${one.method} /`)) return undefined;
    found.set(`${one.method} ${template.name}`, {
      match: { method: one.method, path: template.pattern },
      operation: `${one.method} ${template.name}`,
    });
  }
  // Longer paths first: `*` stands for any run of characters, `/` among them.
  return [...found.values()].toSorted((a, b) => depthOf(b) - depthOf(a));
}

const depthOf = ({ operation }: Naming): number => operation?.split('/').length ?? 0;

function templateOf(
  one: string,
  other: string,
): { readonly name: string; readonly pattern: string } | undefined {
  const [here, there] = [one, other].map((path) => path.replace(/\?.*$/s, '').split('/'));
  if (here === undefined || there === undefined || here.length !== there.length) return undefined;
  const differs = here.map((segment, index) => segment !== there[index]);
  const first = differs.indexOf(true);
  // A first segment that differs is another resource, not another one of its kind.
  if (first < 2) return undefined;
  return {
    name: here.map((segment, index) => (differs[index] === true ? '{id}' : segment)).join('/'),
    pattern: here.map((segment, index) => (differs[index] === true ? '*' : segment)).join('/'),
  };
}
