import type { ProblemIssue } from '@chaos-lab/contracts';
import {
  type Check,
  type OpenApiDocument,
  type Operation,
  type RequestBodyObject,
  resolveRef,
  type Schema,
  type Schemas,
} from '@chaos-lab/openapi';
import { type Decode, decoderOf } from '../media/codecs.ts';

/** How the body of one media type is read and checked. */
export type BodyType = { readonly decode: Decode; readonly validate: Check };

export type BodyRules = {
  readonly required: boolean;
  readonly types: ReadonlyMap<string, BodyType>;
  /** The status for a body that parses and does not fit its schema. */
  readonly invalidStatus: number;
};

const ANYTHING: Check = () => undefined;

/** The rules for the body of an operation; undefined where it has none. */
export function compileBody(
  document: OpenApiDocument,
  schemas: Schemas,
  { object, method, path }: Operation,
): BodyRules | undefined {
  if (object.requestBody === undefined) return undefined;
  const declared = resolveRef<RequestBodyObject>(document, object.requestBody);
  const { content = {}, required = false } = declared;
  const types = new Map<string, BodyType>();
  for (const [media, { schema = {} }] of Object.entries(content)) {
    const isBinary = resolveRef<Schema>(document, schema).type === 'string';
    const validate = isBinary ? ANYTHING : schemas.compile(schema, `${method} ${path} body`);
    types.set(media, { decode: decoderOf(media, document, schema), validate });
  }
  return { required, types, invalidStatus: object['x-chaos-lab-invalid-body'] ?? 400 };
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
