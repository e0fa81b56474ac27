import {
  basePaths,
  type OpenApiDocument,
  type Operation,
  operationsIn,
  PathTree,
} from '@chaos-lab/openapi';

/** An operation under one of the base paths of its document. */
export type KnownOperation = {
  readonly id: string | undefined;
  readonly method: string;
  /** Path template with the base path in front. */
  readonly template: string;
  readonly operation: Operation;
};

/** A known operation, and the raw texts of the variables in its path. */
export type Called = { readonly known: KnownOperation; readonly values: readonly string[] };

export type Operations = {
  /** The `operationId`, else `METHOD /path`. */
  readonly nameOf: (method: string, path: string) => string;
  readonly find: (method: string, path: string) => Called | undefined;
  readonly byId: (id: string) => KnownOperation | undefined;
  /** Those that have an `operationId`. */
  readonly ids: () => Iterable<string>;
  /** Whether there is a document at all. */
  readonly isKnown: boolean;
};

const unnamed = (method: string, path: string): string => `${method} ${path}`;

/** Without a document every operation is `METHOD /path`. */
export const NO_DOCUMENT: Operations = {
  nameOf: unnamed,
  find: () => undefined,
  byId: () => undefined,
  ids: () => [],
  isKnown: false,
};

/** The operations of a document, under each of its base paths. */
export function operationsOf(document: OpenApiDocument): Operations {
  const tree = new PathTree<KnownOperation>();
  const byId = new Map<string, KnownOperation>();
  const operations = operationsIn(document);
  for (const base of basePaths(document)) {
    for (const operation of operations) {
      const { id, method, path } = operation;
      const known = { id, method, template: `${base}${path}`, operation };
      tree.add(method, known.template, known);
      if (id !== undefined && !byId.has(id)) byId.set(id, known);
    }
  }
  const find: Operations['find'] = (method, path) => {
    const found = tree.find(path);
    const known = found?.methods.get(method);
    return found && known && { known, values: found.values };
  };
  return {
    nameOf: (method, path) => find(method, path)?.known.id ?? unnamed(method, path),
    find,
    byId: (id) => byId.get(id),
    ids: () => byId.keys(),
    isKnown: true,
  };
}
