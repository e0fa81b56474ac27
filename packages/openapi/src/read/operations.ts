import {
  METHODS,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type PathItem,
} from './document.ts';
import { resolveRef } from './reference.ts';

/** One operation of a document, with what its path says for all of them. */
export type Operation = {
  /** The `operationId`. */
  readonly id: string | undefined;
  /** In capitals. */
  readonly method: string;
  /** Path template below the base path, such as `/pet/{petId}`. */
  readonly path: string;
  readonly object: OperationObject;
  /** Its own parameters and those of its path that it does not replace. */
  readonly parameters: readonly ParameterObject[];
};

/** Every operation of a document, in its order. */
export function operationsIn(document: OpenApiDocument): Operation[] {
  const operations: Operation[] = [];
  for (const [path, declared] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) continue;
    const item = resolveRef<PathItem>(document, declared);
    for (const method of METHODS) {
      const object = item[method];
      if (object === undefined) continue;
      const parameters = new Map<string, ParameterObject>();
      for (const one of [...(item.parameters ?? []), ...(object.parameters ?? [])]) {
        const parameter = resolveRef<ParameterObject>(document, one);
        parameters.set(`${parameter.in} ${parameter.name}`, parameter);
      }
      operations.push({
        id: object.operationId,
        method: method.toUpperCase(),
        path,
        object,
        parameters: [...parameters.values()],
      });
    }
  }
  return operations;
}

/** The paths under which the operations are served: those of `servers`, or the root. */
export function basePaths(document: OpenApiDocument): string[] {
  const servers = document.servers ?? [];
  const urls = servers.length === 0 ? ['/'] : servers.map(({ url }) => url);
  const paths = urls.map((url) => {
    const absolute = URL.parse(url, 'http://relative.invalid/');
    return (absolute?.pathname ?? '/').replace(/\/+$/, '');
  });
  return [...new Set(paths)];
}
