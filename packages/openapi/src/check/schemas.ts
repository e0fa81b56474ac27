import type { OpenApiDocument, Schema } from '../read/document.ts';
import { OpenApiError, reasonOf } from '../read/openapi-error.ts';
import { compilerOf } from './compiler.ts';
import { type Complaint, complaintsOf } from './complaints.ts';
import { PatternError } from './linear-pattern.ts';
import { partsOf } from './parts.ts';
import { placeOfPattern } from './place-of-pattern.ts';
import { hasMoreParts } from './size.ts';

/** Undefined where a value fits its schema; else what does not fit, at least one and at most 100. */
export type Check = (value: unknown) => readonly Complaint[] | undefined;

/**
 * Compiles schemas of a document. `where` is the place of one for the message of the OpenApiError
 * that is thrown where it cannot be used.
 */
export type Schemas = {
  readonly compile: (schema: Schema | boolean, where: string) => Check;
  /** The same for who only asks whether a value fits. */
  readonly accepts: (schema: Schema | boolean, where: string) => (value: unknown) => boolean;
};

/** Values with more parts than this get one complaint, since listing all may take quadratic time. */
const LARGE = 1_000;
const LISTED = 100;

/** `cutOff` cuts properties off the values that no schema names. */
export function schemasOf(document: OpenApiDocument, { cutOff = false } = {}): Schemas {
  const parts = partsOf(document);
  const first = compilerOf(parts, { allErrors: false, cutOff });
  const all = compilerOf(parts, { allErrors: true, cutOff });
  return {
    accepts: (schema, where) => attempt(document, where, () => first(schema)),
    compile(schema, where) {
      const check = attempt(document, where, () => first(schema));
      const list = attempt(document, where, () => all(schema));
      return (value) => {
        if (check(value)) return undefined;
        const found = hasMoreParts(value, LARGE) || list(value) ? check : list;
        return complaintsOf(found.errors ?? [], LISTED);
      };
    },
  };
}

function attempt<T>(document: OpenApiDocument, where: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    const isPattern = error instanceof PatternError;
    const place = (isPattern && placeOfPattern(document, error.pattern)) || where;
    throw new OpenApiError(`${place} cannot be checked: ${reasonOf(error)}`, error);
  }
}
