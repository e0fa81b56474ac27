import { type Encode, encoderOf } from '../media/codecs.ts';
import type { OperationId } from '../operations/inputs.ts';
import { type BodyRules, compileBody } from './body.ts';
import { METHODS, type OpenApiDocument, type OperationObject, resolveRef } from './document.ts';
import { compileParameters, type ReadParameters } from './parameters.ts';
import { createValidators } from './validator.ts';

/** How an operation of the document is called and answered; what it does is in the table. */
export type ApiOperation = {
  readonly id: OperationId;
  /** In capitals. */
  readonly method: string;
  /** Path template below the base path, such as `/pet/{petId}`. */
  readonly path: string;
  readonly readParameters: ReadParameters;
  readonly body: BodyRules | undefined;
  /** The media types of a good answer, the preferred one first; none where it has no body. */
  readonly mediaTypes: readonly string[];
  readonly encoders: ReadonlyMap<string, Encode>;
  /** Whether it may change something, so that an idempotency key means something. */
  readonly unsafe: boolean;
};

/** Compiles every operation of a document. Throws where the table does not name the same ones. */
export function compileOperations(
  document: OpenApiDocument,
  table: Readonly<Record<OperationId, unknown>>,
): readonly ApiOperation[] {
  const validators = createValidators(document);
  const operations: ApiOperation[] = [];
  const missing = new Set<string>(Object.keys(table));
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const id = operation.operationId as OperationId;
      if (!missing.delete(id)) throw new Error(`nothing does ${id}, which is in the document`);
      const encoders = compileEncoders(document, operation);
      operations.push({
        id,
        method: method.toUpperCase(),
        path,
        readParameters: compileParameters(document, validators, operation),
        body: compileBody(document, validators, operation),
        mediaTypes: [...encoders.keys()],
        encoders,
        unsafe: method !== 'get',
      });
    }
  }
  if (missing.size > 0) throw new Error(`the document lacks ${[...missing].join(', ')}`);
  return operations;
}

function compileEncoders(
  document: OpenApiDocument,
  operation: OperationObject,
): ReadonlyMap<string, Encode> {
  const { content = {} } = resolveRef(document, operation.responses['200'] ?? {});
  const encoders = new Map<string, Encode>();
  for (const [media, { schema = {} }] of Object.entries(content)) {
    encoders.set(media, encoderOf(media, document, schema));
  }
  return encoders;
}
