import {
  type OpenApiDocument,
  type Operation,
  operationsIn,
  parametersOf,
  type ReadParameters,
  type ResponseObject,
  resolveRef,
  schemasOf,
} from '@chaos-lab/openapi';
import { type Encode, encoderOf } from '../media/codecs.ts';
import type { OperationId } from '../operations/inputs.ts';
import { type BodyRules, compileBody } from './body.ts';

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
  const schemas = schemasOf(document, { cutOff: true });
  const missing = new Set<string>(Object.keys(table));
  const operations = operationsIn(document).map((operation) => {
    const { id = '', method, path } = operation;
    if (!missing.delete(id)) throw new Error(`nothing does ${id}, which is in the document`);
    const encoders = compileEncoders(document, operation);
    return {
      id: id as OperationId,
      method,
      path,
      readParameters: parametersOf(document, schemas, operation),
      body: compileBody(document, schemas, operation),
      mediaTypes: [...encoders.keys()],
      encoders,
      unsafe: method !== 'GET',
    };
  });
  if (missing.size > 0) throw new Error(`the document lacks ${[...missing].join(', ')}`);
  return operations;
}

function compileEncoders(
  document: OpenApiDocument,
  { object }: Operation,
): ReadonlyMap<string, Encode> {
  const { content = {} } = resolveRef<ResponseObject>(document, object.responses?.['200'] ?? {});
  const encoders = new Map<string, Encode>();
  for (const [media, { schema = {} }] of Object.entries(content)) {
    encoders.set(media, encoderOf(media, document, schema));
  }
  return encoders;
}
