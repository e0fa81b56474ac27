import { basePaths, METHODS, type OpenApiDocument, type OpenApiOperation } from './document.ts';
import { PathTree } from './path-tree.ts';

export type KnownOperation = {
  readonly id: string;
  readonly method: string;
  /** Path template with the base path in front. */
  readonly template: string;
  readonly operation: OpenApiOperation;
  /** Parameters that the path declares for all its operations. */
  readonly pathParameters: unknown;
};

export type Operations = {
  /** The `operationId`, else `METHOD /path`. */
  readonly nameOf: (method: string, path: string) => string;
  readonly find: (method: string, path: string) => KnownOperation | undefined;
  readonly byId: (id: string) => KnownOperation | undefined;
  readonly all: () => Iterable<KnownOperation>;
};

const unnamed = (method: string, path: string): string => `${method} ${path}`;

/** Without a document every operation is `METHOD /path`. */
export const NO_DOCUMENT: Operations = {
  nameOf: unnamed,
  find: () => undefined,
  byId: () => undefined,
  all: () => [],
};

/** The operations of a document that have an `operationId`, under each of its base paths. */
export function operationsOf(document: OpenApiDocument): Operations {
  const tree = new PathTree<KnownOperation>();
  const byId = new Map<string, KnownOperation>();
  const all: KnownOperation[] = [];
  for (const base of basePaths(document)) {
    for (const [path, item] of Object.entries(document.paths)) {
      for (const name of METHODS) {
        const operation = item[name];
        if (operation?.operationId === undefined) continue;
        const method = name.toUpperCase();
        const template = `${base}${path}`;
        const pathParameters = item['parameters'];
        const known = { id: operation.operationId, method, template, operation, pathParameters };
        tree.add(method, template, known);
        all.push(known);
        if (!byId.has(known.id)) byId.set(known.id, known);
      }
    }
  }
  return {
    nameOf: (method, path) => tree.find(method, path)?.id ?? unnamed(method, path),
    find: (method, path) => tree.find(method, path),
    byId: (id) => byId.get(id),
    all: () => all,
  };
}
