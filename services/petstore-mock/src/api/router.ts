import type { ApiOperation } from './operations.ts';

export type Match =
  | {
      readonly found: true;
      readonly operation: ApiOperation;
      readonly path: Readonly<Record<string, string>>;
    }
  /** The path is known and the method is not one of its own. */
  | { readonly found: false; readonly allowed: readonly string[] }
  | undefined;

export type Router = (method: string, path: string) => Match;

type Resource = {
  /** Names of the variable segments, undefined where a segment is fixed. */
  readonly names: readonly (string | undefined)[];
  readonly segments: readonly string[];
  readonly methods: Map<string, ApiOperation>;
};

const NO_PATH: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Finds the operation for a method and a path below the base path. A fixed path wins over one with
 * variables, as the OpenAPI specification asks. Throws a URIError for a broken percent-encoding.
 */
export function createRouter(operations: readonly ApiOperation[]): Router {
  const fixed = new Map<string, Resource>();
  const variable: Resource[] = [];
  for (const operation of operations) {
    const known =
      fixed.get(operation.path) ?? variable.find((one) => pathOf(one) === operation.path);
    const resource = known ?? createResource(operation.path);
    resource.methods.set(operation.method, operation);
    if (operation.method === 'GET') resource.methods.set('HEAD', operation);
    if (known !== undefined) continue;
    if (operation.path.includes('{')) variable.push(resource);
    else fixed.set(operation.path, resource);
  }

  return (method, path) => {
    const exact = fixed.get(path);
    if (exact !== undefined) return matchMethod(exact, method, NO_PATH);
    const segments = path.split('/');
    for (const resource of variable) {
      const values = matchSegments(resource, segments);
      if (values !== undefined) return matchMethod(resource, method, values);
    }
    return undefined;
  };
}

function matchMethod(
  { methods }: Resource,
  method: string,
  path: Readonly<Record<string, string>>,
): Match {
  const operation = methods.get(method);
  if (operation !== undefined) return { found: true, operation, path };
  return { found: false, allowed: [...methods.keys()] };
}

function matchSegments(
  { segments, names }: Resource,
  given: readonly string[],
): Record<string, string> | undefined {
  if (given.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const name = names[index];
    const text = given[index] ?? '';
    if (name === undefined) {
      if (text !== segment) return undefined;
    } else if (text === '') {
      return undefined;
    } else {
      values[name] = text.includes('%') ? decodeURIComponent(text) : text;
    }
  }
  return values;
}

function createResource(path: string): Resource {
  const segments = path.split('/');
  const names = segments.map((segment) => /^\{(.+)\}$/.exec(segment)?.[1]);
  return { segments, names, methods: new Map() };
}

const pathOf = ({ segments }: Resource): string => segments.join('/');
