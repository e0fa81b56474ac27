import { type MatchSegment, segmentMatcher, shapeOf } from './segment.ts';

/** What stands at a path: one value for each method, and the raw texts of its variables. */
export type Found<T> = {
  readonly methods: ReadonlyMap<string, T>;
  readonly values: readonly string[];
};

type Node<T> = {
  readonly literals: Map<string, Node<T>>;
  readonly variables: { readonly shape: string; readonly match: MatchSegment; node: Node<T> }[];
  readonly methods: Map<string, T>;
};

const makeNode = <T>(): Node<T> => ({ literals: new Map(), variables: [], methods: new Map() });
const NO_VALUES: readonly string[] = [];

/** Finds what belongs to a path among templates such as `/pet/{petId}`, byte for byte. */
export class PathTree<T> {
  readonly #root = makeNode<T>();

  add(method: string, template: string, value: T): void {
    let node = this.#root;
    for (const segment of template.split('/')) node = descend(node, segment);
    if (!node.methods.has(method)) node.methods.set(method, value);
  }

  /** A literal segment wins over one with variables, as OpenAPI asks for. */
  find(path: string): Found<T> | undefined {
    return search(this.#root, path.split('/'), 0, NO_VALUES);
  }
}

function descend<T>(node: Node<T>, segment: string): Node<T> {
  const shape = shapeOf(segment);
  if (!shape.includes('{}')) {
    const next = node.literals.get(segment) ?? makeNode<T>();
    node.literals.set(segment, next);
    return next;
  }
  const known = node.variables.find((one) => one.shape === shape);
  if (known !== undefined) return known.node;
  const next = { shape, match: segmentMatcher(shape), node: makeNode<T>() };
  node.variables.push(next);
  // More letters that must be there say more: `{name}.json` is tried before `{id}`.
  node.variables.sort((a, b) => b.shape.length - a.shape.length);
  return next.node;
}

function search<T>(
  node: Node<T>,
  segments: readonly string[],
  index: number,
  values: readonly string[],
): Found<T> | undefined {
  const segment = segments[index];
  if (segment === undefined)
    return node.methods.size > 0 ? { methods: node.methods, values } : undefined;
  const literal = node.literals.get(segment);
  const found = literal && search(literal, segments, index + 1, values);
  if (found !== undefined) return found;
  for (const { match, node: next } of node.variables) {
    const taken = match(segment);
    if (taken === undefined) continue;
    const deeper = search(next, segments, index + 1, [...values, ...taken]);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
