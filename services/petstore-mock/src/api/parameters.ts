import type { ProblemIssue } from '@chaos-lab/contracts';
import { headerOf, type RequestHead } from '../http/messages.ts';
import { fromText } from '../media/from-text.ts';
import {
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  resolveRef,
} from './document.ts';
import type { Validate, Validators } from './validator.ts';

/** Where the raw values of a request are found. */
export type RawParameters = {
  readonly path: Readonly<Record<string, string>>;
  /** Undefined where the URL has no query. */
  readonly query: URLSearchParams | undefined;
  readonly headers: RequestHead['headers'];
};

/** Adds the typed parameters of a request to `input`, and what is wrong with them to `issues`. */
export type ReadParameters = (
  raw: RawParameters,
  input: Record<string, unknown>,
  issues: ProblemIssue[],
) => void;

type Reader = {
  readonly name: string;
  readonly required: boolean;
  readonly values: (raw: RawParameters) => readonly string[];
  readonly decode: (values: readonly string[]) => unknown;
  readonly validate: Validate;
};

export function compileParameters(
  document: OpenApiDocument,
  validators: Validators,
  operation: OperationObject,
): ReadParameters {
  const readers = (operation.parameters ?? []).map((parameter) =>
    compileParameter(document, validators, resolveRef(document, parameter)),
  );
  return (raw, input, issues) => {
    for (const { name, required, values, decode, validate } of readers) {
      const given = values(raw);
      if (given.length === 0) {
        if (required) issues.push({ path: name, message: 'is required' });
        continue;
      }
      const value = decode(given);
      const found = validate(value);
      if (found === undefined) {
        input[name] = value;
        continue;
      }
      for (const { path, message } of found) {
        issues.push({ path: path === '/' ? name : `${name}${path}`, message });
      }
    }
  };
}

function compileParameter(
  document: OpenApiDocument,
  validators: Validators,
  parameter: ParameterObject,
): Reader {
  const { name, required = false } = parameter;
  const schema = resolveRef(document, parameter.schema);
  const separator = parameter['x-chaos-lab-separator'];
  const isList = schema.type === 'array' || separator !== undefined;
  const item = resolveRef(document, schema.items ?? schema);
  const split = (value: string): string[] =>
    separator === undefined ? [value] : value.split(separator);
  return {
    name,
    required,
    values: VALUES[parameter.in](name),
    decode: isList
      ? (values) => values.flatMap(split).map((value) => fromText(item, value))
      : // A value that is given twice is no value: the list fails the check of its type.
        (values) => (values.length === 1 ? fromText(schema, values[0] ?? '') : values),
    validate: validators.compile(
      isList && schema.type !== 'array'
        ? { type: 'array', items: parameter.schema }
        : parameter.schema,
    ),
  };
}

const NONE: readonly string[] = [];

const VALUES = {
  path: (name) => (raw) => [raw.path[name] ?? ''],
  query: (name) => (raw) => raw.query?.getAll(name) ?? NONE,
  header: (name) => {
    const lower = name.toLowerCase();
    return (raw) => {
      const value = headerOf(raw.headers, lower);
      return value === undefined ? NONE : [value];
    };
  },
} satisfies Record<ParameterObject['in'], (name: string) => Reader['values']>;
