import type { OpenApiDocument, ParameterObject, Schema } from '../read/document.ts';
import type { Operation } from '../read/operations.ts';
import { resolveRef } from '../read/reference.ts';
import { variablesIn } from '../route/segment.ts';
import type { Complaint } from './complaints.ts';
import { fromText, typesOf } from './from-text.ts';
import type { Check, Schemas } from './schemas.ts';

/** Where the values of parameters come from. */
export type RawParameters = {
  /** Decoded texts of the variables in the path, in the order of the template. */
  readonly path: readonly string[];
  /** Undefined where the URL has no query. */
  readonly query: URLSearchParams | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** What is wrong with a parameter; `path` leads into its value and is empty for the whole of it. */
export type ParameterComplaint = Complaint & { readonly in: string; readonly name: string };

/** Adds the typed parameters of a request to `input`, and what is wrong with them to `complaints`. */
export type ReadParameters = (
  raw: RawParameters,
  input: Record<string, unknown>,
  complaints: ParameterComplaint[],
) => void;

type Reader = {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly values: (raw: RawParameters) => readonly string[];
  readonly decode: (values: readonly string[]) => unknown;
  readonly check: Check;
};

/**
 * Reads the parameters of an operation in path, query and headers. Cookies, and objects that are
 * spread over several names, are not looked at. Throws OpenApiError for a schema that cannot be used.
 */
export function parametersOf(
  document: OpenApiDocument,
  schemas: Schemas,
  operation: Operation,
): ReadParameters {
  const readers = operation.parameters
    .map((parameter) => readerOf(document, schemas, operation, parameter))
    .filter((reader) => reader !== undefined);
  return (raw, input, complaints) => {
    for (const { in: place, name, required, values, decode, check } of readers) {
      const given = values(raw);
      if (given.length === 0) {
        if (required) complaints.push({ in: place, name, path: '', message: 'is required' });
        continue;
      }
      const value = decode(given);
      const found = check(value);
      if (found === undefined) {
        input[name] = value;
        continue;
      }
      for (const { path, message } of found) {
        complaints.push({ in: place, name, path: path === '/' ? '' : path, message });
      }
    }
  };
}

function readerOf(
  document: OpenApiDocument,
  schemas: Schemas,
  operation: Operation,
  parameter: ParameterObject,
): Reader | undefined {
  const { name, required = false } = parameter;
  const values = valuesOf(parameter, operation.path);
  if (values === undefined) return undefined;
  const where = `${operation.method} ${operation.path} ${parameter.in} ${name}`;
  const common = { in: parameter.in, name, required, values };
  const json = parameter.content?.['application/json'];
  if (json !== undefined) {
    return { ...common, decode: fromJson, check: schemas.compile(json.schema ?? {}, where) };
  }
  const schema = parameter.schema ?? {};
  const types = typesOf(document, schema);
  if (types.has('object')) return undefined;
  const isArray = types.has('array');
  const separator = separatorOf(parameter);
  if (!isArray && parameter['x-chaos-lab-separator'] === undefined) {
    // A value that is given twice is no value: the list fails the check of its type.
    const decode = (given: readonly string[]): unknown =>
      given.length === 1 ? fromText(types, given[0] ?? '') : given;
    return { ...common, decode, check: schemas.compile(schema, where) };
  }
  const item = isArray ? (resolveRef<Schema>(document, schema).items ?? {}) : schema;
  const itemTypes = typesOf(document, item);
  const decode = (given: readonly string[]): unknown =>
    given
      .flatMap((text) => (separator === undefined ? [text] : text.split(separator)))
      .map((text) => fromText(itemTypes, text));
  const list = isArray ? schema : { type: 'array', items: schema };
  return { ...common, decode, check: schemas.compile(list, where) };
}

/** What stands between the values of a list in one text; undefined where each has a name of its own. */
function separatorOf(parameter: ParameterObject): string | undefined {
  const { in: place, style, 'x-chaos-lab-separator': own } = parameter;
  if (own !== undefined) return own;
  if (place !== 'query') return ',';
  if (parameter.explode !== false && (style === undefined || style === 'form')) return undefined;
  return style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
}

const NONE: readonly string[] = [];

function valuesOf(
  { in: place, name }: ParameterObject,
  path: string,
): Reader['values'] | undefined {
  if (place === 'query') return ({ query }) => query?.getAll(name) ?? NONE;
  if (place === 'header') {
    const lower = name.toLowerCase();
    return ({ headers }) => {
      const value = headers[lower];
      return value === undefined ? NONE : [typeof value === 'string' ? value : value.join(', ')];
    };
  }
  const index = place === 'path' ? variablesIn(path).indexOf(name) : -1;
  return index === -1 ? undefined : (raw) => [raw.path[index] ?? ''];
}

/** Text that is no JSON stays text, to be refused by its schema. */
function fromJson([text = '']: readonly string[]): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
