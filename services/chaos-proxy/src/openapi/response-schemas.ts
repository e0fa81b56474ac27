import { declaredAnswers } from './declared-answer.ts';
import type { OpenApiDocument } from './document.ts';
import { schemaCompiler } from './json-schema.ts';
import type { KnownOperation, Operations } from './operations.ts';
import { isObject, resolveRef } from './reference.ts';

/** What a document demands of the JSON body of one answer. */
export type ResponseSchema = {
  readonly accepts: (value: unknown) => boolean;
  /** Values that the schema names somewhere: members of enums, constants, bounds. */
  readonly named: readonly (string | number)[];
  /** What numbers have to be multiples of, wherever in the schema. */
  readonly steps: readonly number[];
};

/**
 * The schema for an operation and a status: one that accepts everything where the operation
 * declares none, `unusable` where it cannot be compiled, undefined for an unknown operation.
 */
export type ResponseSchemas = (
  operation: string,
  status: number,
) => ResponseSchema | 'unusable' | undefined;

/** The response schemas of a document, each compiled when it is first asked for. */
export function responseSchemas(
  document: OpenApiDocument,
  operations: Operations,
): ResponseSchemas {
  const compile = schemaCompiler(document);
  const known = new Map<KnownOperation, Map<number, ResponseSchema | 'unusable'>>();
  return (operation, status) => {
    const found = operations.byId(operation);
    if (found === undefined) return undefined;
    const ofOperation = known.get(found) ?? new Map<number, ResponseSchema | 'unusable'>();
    known.set(found, ofOperation);
    const schema = ofOperation.get(status) ?? schemaOf(document, compile, found, status);
    ofOperation.set(status, schema);
    return schema;
  };
}

function schemaOf(
  document: OpenApiDocument,
  compile: ReturnType<typeof schemaCompiler>,
  { operation }: KnownOperation,
  status: number,
): ResponseSchema | 'unusable' {
  const [declared] = declaredAnswers(document, operation['responses'], status);
  const schema = declared?.media['schema'] ?? {};
  const named = new Set<string | number>();
  const steps = new Set<number>();
  collect(document, schema, { named, steps, seen: new Set() });
  try {
    const compiled = compile(schema);
    const accepts = (value: unknown): boolean => compiled.safeParse(value).success;
    return { accepts, named: [...named], steps: [...steps] };
  } catch {
    return 'unusable';
  }
}

type Collected = {
  readonly named: Set<string | number>;
  readonly steps: Set<number>;
  readonly seen: Set<unknown>;
};

function collect(document: OpenApiDocument, schema: unknown, found: Collected): void {
  const resolved = resolveRef(document, schema);
  if (typeof resolved !== 'object' || resolved === null || found.seen.has(resolved)) return;
  found.seen.add(resolved);
  if (isObject(resolved)) {
    const { enum: listed, const: constant, minimum, maximum, multipleOf } = resolved;
    const members: unknown[] = Array.isArray(listed) ? listed : [];
    const values = [...members, constant, minimum, maximum];
    for (const value of values) {
      if (typeof value === 'string' || typeof value === 'number') found.named.add(value);
    }
    if (typeof multipleOf === 'number') found.steps.add(multipleOf);
  }
  for (const part of Object.values(resolved)) collect(document, part, found);
}
