import { METHODS } from './document.ts';
import { isObject, step } from './reference.ts';

/** The first part of a document that is not what its place asks for, as one sentence. */
export function badShape(document: unknown): string | undefined {
  if (!isObject(document)) return 'expected an object with openapi and paths';
  const { openapi, servers, paths } = document;
  if (typeof openapi !== 'string' || !/^3\.[012](\.|$)/.test(openapi)) {
    return `/openapi is ${JSON.stringify(openapi) ?? 'missing'}: expected version 3.x`;
  }
  if (servers !== undefined && !isListOf(servers, (one) => typeof one['url'] === 'string')) {
    return '/servers: expected a list of objects with a url';
  }
  if (!isObject(paths)) return '/paths: expected an object';
  for (const [path, item] of Object.entries(paths)) {
    if (path.startsWith('x-')) continue;
    const bad = badPathItem(item);
    if (bad !== undefined) return `/paths${step(path)}${bad}`;
  }
  return undefined;
}

function badPathItem(item: unknown): string | undefined {
  if (!isObject(item)) return ': expected an object';
  if (!isParameters(item['parameters'])) return '/parameters: expected a list of objects';
  for (const method of METHODS) {
    const operation = item[method];
    if (operation === undefined) continue;
    if (!isObject(operation)) return `/${method}: expected an object`;
    const { operationId, parameters, requestBody, responses } = operation;
    if (operationId !== undefined && typeof operationId !== 'string') {
      return `/${method}/operationId: expected a text`;
    }
    if (!isParameters(parameters)) return `/${method}/parameters: expected a list of objects`;
    for (const [name, part] of Object.entries({ requestBody, responses })) {
      if (part !== undefined && !isObject(part)) return `/${method}/${name}: expected an object`;
    }
  }
  return undefined;
}

const isParameters = (value: unknown): boolean => value === undefined || isListOf(value);

function isListOf(
  value: unknown,
  fits: (one: Record<string, unknown>) => boolean = () => true,
): boolean {
  return Array.isArray(value) && value.every((one) => isObject(one) && fits(one));
}
