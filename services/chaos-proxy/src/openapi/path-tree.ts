import { glob, type Test } from '../scenario/glob.ts';

type Node<T> = {
  readonly literals: Map<string, Node<T>>;
  readonly templates: { readonly source: string; readonly test: Test; readonly node: Node<T> }[];
  readonly values: Map<string, T>;
};

/** Finds what belongs to a method and a path among path templates such as `/pet/{petId}`. */
export class PathTree<T> {
  readonly #root = makeNode<T>();

  add(method: string, template: string, value: T): void {
    let node = this.#root;
    for (const segment of template.split('/')) node = descend(node, segment);
    node.values.set(method, value);
  }

  /** A literal segment wins over a templated one, as OpenAPI asks for. */
  find(method: string, path: string): T | undefined {
    return search(this.#root, path.split('/'), 0, method);
  }
}

function makeNode<T>(): Node<T> {
  return { literals: new Map(), templates: [], values: new Map() };
}

function descend<T>(node: Node<T>, segment: string): Node<T> {
  if (!segment.includes('{')) {
    const next = node.literals.get(segment) ?? makeNode<T>();
    node.literals.set(segment, next);
    return next;
  }
  const source = segment.replaceAll(/\{[^}]*\}/g, '*');
  const known = node.templates.find((template) => template.source === source);
  if (known !== undefined) return known.node;
  const next = makeNode<T>();
  node.templates.push({ source, test: glob(source), node: next });
  return next;
}

function search<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  method: string,
): T | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.values.get(method);
  const literal = node.literals.get(segment);
  const found = literal === undefined ? undefined : search(literal, segments, index + 1, method);
  if (found !== undefined || segment === '') return found;
  for (const template of node.templates) {
    if (!template.test(segment)) continue;
    const deeper = search(template.node, segments, index + 1, method);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
