import {
  answerKey,
  answersUnder,
  isObject,
  type OpenApiDocument,
  OpenApiError,
  type Operation,
  operationsIn,
  resolveRef,
  type Schema,
  type Schemas,
} from '@chaos-lab/openapi';
import type { Operations } from './operations.ts';

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

const ANYTHING: ResponseSchema = { accepts: () => true, named: [], steps: [] };

/** The response schemas of a document, all compiled here and none in a request. */
export function responseSchemas(
  document: OpenApiDocument,
  operations: Operations,
  schemas: Schemas,
): ResponseSchemas {
  const compiled = new Map<object, ReadonlyMap<string, ResponseSchema | 'unusable'>>();
  for (const operation of operationsIn(document)) {
    const keys = Object.keys(operation.object.responses ?? {});
    const ofOperation = keys.map(
      (key) => [key, schemaUnder(document, schemas, operation, key)] as const,
    );
    compiled.set(operation.object, new Map(ofOperation));
  }
  return (id, status) => {
    const operation = operations.byId(id)?.operation;
    if (operation === undefined) return undefined;
    const key = answerKey(operation, status);
    return (key && compiled.get(operation.object)?.get(key)) || ANYTHING;
  };
}

function schemaUnder(
  document: OpenApiDocument,
  schemas: Schemas,
  operation: Operation,
  key: string,
): ResponseSchema | 'unusable' {
  const [declared] = answersUnder(document, operation, key);
  const schema = declared?.media.schema;
  if (schema === undefined) return ANYTHING;
  try {
    const accepts = schemas.accepts(schema, `${operation.method} ${operation.path} ${key}`);
    let found: Collected | undefined;
    // Walks through all that the schema refers to: only for those that are asked for.
    const collected = (): Collected => (found ??= collect(document, schema));
    return {
      accepts,
      get named() {
        return [...collected().named];
      },
      get steps() {
        return [...collected().steps];
      },
    };
  } catch (error) {
    if (error instanceof OpenApiError) return 'unusable';
    throw error;
  }
}

type Collected = {
  readonly named: Set<string | number>;
  readonly steps: Set<number>;
  readonly seen: Set<unknown>;
};

function collect(
  document: OpenApiDocument,
  schema: unknown,
  found: Collected = { named: new Set(), steps: new Set(), seen: new Set() },
): Collected {
  const resolved: unknown = resolveRef(document, schema as Schema);
  if (typeof resolved !== 'object' || resolved === null || found.seen.has(resolved)) return found;
  found.seen.add(resolved);
  if (isObject(resolved)) {
    const { enum: listed, const: constant, minimum, maximum, multipleOf } = resolved;
    const members: unknown[] = Array.isArray(listed) ? listed : [];
    for (const value of [...members, constant, minimum, maximum]) {
      if (typeof value === 'string' || typeof value === 'number') found.named.add(value);
    }
    if (typeof multipleOf === 'number') found.steps.add(multipleOf);
  }
  for (const part of Object.values(resolved)) collect(document, part, found);
  return found;
}
