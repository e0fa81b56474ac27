import type { ProblemIssue } from '@chaos-lab/contracts';
import { type Decode, decoderOf } from '../media/codecs.ts';
import { type OpenApiDocument, type OperationObject, resolveRef } from './document.ts';
import type { Validate, Validators } from './validator.ts';

/** How the body of one media type is read and checked. */
export type BodyType = { readonly decode: Decode; readonly validate: Validate };

export type BodyRules = {
  readonly required: boolean;
  readonly types: ReadonlyMap<string, BodyType>;
  /** The status for a body that parses and does not fit its schema. */
  readonly invalidStatus: number;
};

const ANYTHING: Validate = () => undefined;

/** The rules for the body of an operation; undefined where it has none. */
export function compileBody(
  document: OpenApiDocument,
  validators: Validators,
  operation: OperationObject,
): BodyRules | undefined {
  if (operation.requestBody === undefined) return undefined;
  const { content, required = false } = resolveRef(document, operation.requestBody);
  const types = new Map<string, BodyType>();
  for (const [media, { schema = {} }] of Object.entries(content)) {
    const isBinary = resolveRef(document, schema).type === 'string';
    const validate = isBinary ? ANYTHING : validators.compile(schema);
    types.set(media, { decode: decoderOf(media, document, schema), validate });
  }
  return { required, types, invalidStatus: operation['x-chaos-lab-invalid-body'] ?? 400 };
}

/** The media type of a Content-Type header, or what keeps it from being taken. */
export function mediaTypeOf(contentType: string): string | ProblemIssue {
  const [media = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) {
    return { path: 'Content-Type', message: `${charset} is not understood: expected UTF-8` };
  }
  return media.trim();
}
