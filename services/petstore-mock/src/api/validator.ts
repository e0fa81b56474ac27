import type { ProblemIssue } from '@chaos-lab/contracts';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument, Schema } from './document.ts';

/** Undefined where the value fits; else everything that does not, with JSON pointers. */
export type Validate = (value: unknown) => ProblemIssue[] | undefined;

export type Validators = {
  /** Checks against a schema of the document. Properties that it does not name are cut off. */
  readonly compile: (schema: Schema) => Validate;
};

const DOCUMENT_ID = 'petstore';

/** Compiles the schemas of a document. References keep pointing into the document as a whole. */
export function createValidators(document: OpenApiDocument): Validators {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    removeAdditional: 'all',
    // Values that were made from text are already of their type.
    coerceTypes: false,
  });
  addFormats.default(ajv);
  // JSON numbers beyond this lose digits when read: better refused than changed in silence.
  ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
  ajv.addSchema({ ...document, $id: DOCUMENT_ID });
  return {
    compile: (schema) => {
      const check = ajv.compile(absoluteRefs(schema) as Schema);
      return (value) => (check(value) ? undefined : issuesOf(check));
    },
  };
}

function absoluteRefs(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absoluteRefs);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === '$ref' ? [key, `${DOCUMENT_ID}${value}`] : [key, absoluteRefs(value)],
    ),
  );
}

function issuesOf({ errors }: ValidateFunction): ProblemIssue[] {
  return (errors ?? []).map((error) => ({ path: pathOf(error), message: messageOf(error) }));
}

// A missing property is reported at the place where it should be.
function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const missing = (params as { missingProperty?: string }).missingProperty;
  const path = keyword === 'required' ? `${instancePath}/${missing}` : instancePath;
  return path === '' ? '/' : path;
}

function messageOf({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  const { allowedValues, format } = params as { allowedValues?: unknown[]; format?: string };
  if (allowedValues !== undefined) return `must be one of ${allowedValues.join(', ')}`;
  if (format === 'int64') return 'must be a whole number from -(2^53-1) to 2^53-1';
  if (format === 'int32') return 'must be a whole number from -2147483648 to 2147483647';
  if (format === 'date-time') return 'must be a date and time such as 2026-01-31T09:00:00Z';
  return message ?? `does not fit (${keyword})`;
}
