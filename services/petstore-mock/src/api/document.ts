import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The part of a JSON Schema of OpenAPI 3.1 that this service reads itself; ajv reads the rest. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly xml?: { readonly name?: string; readonly wrapped?: boolean };
};

export type Ref<T> = T | { readonly $ref: string };

export type MediaTypeObject = { readonly schema?: Schema };
export type Content = Readonly<Record<string, MediaTypeObject>>;

export type ParameterObject = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  /** Values may also come as one list with this separator. */
  readonly 'x-chaos-lab-separator'?: string;
};

export type ResponseObject = {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Content;
};

export type OperationObject = {
  readonly operationId: string;
  readonly parameters?: readonly Ref<ParameterObject>[];
  readonly requestBody?: Ref<{ readonly required?: boolean; readonly content: Content }>;
  readonly responses: Readonly<Record<string, Ref<ResponseObject>>>;
  /** The status for a body that parses and does not fit its schema, 400 unless told. */
  readonly 'x-chaos-lab-invalid-body'?: number;
};

export const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
export type PathItem = Readonly<Partial<Record<(typeof METHODS)[number], OperationObject>>>;

export type OpenApiDocument = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const DOCUMENT = new URL('../../../../assets/openapi/petstore.yaml', import.meta.url);

/** The description of the API that everything here is derived from. */
export function loadDocument(): OpenApiDocument {
  return parse(readFileSync(DOCUMENT, 'utf8')) as OpenApiDocument;
}

/** Follows a `#/a/b` reference until it ends at something that is none. Throws where it leads nowhere. */
export function resolveRef<T>(document: OpenApiDocument, value: Ref<T>): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
  const { $ref } = value;
  if (typeof $ref !== 'string') return value as T;
  let target: unknown = document;
  for (const part of $ref.replace(/^#\//, '').split('/')) {
    target = (target as Record<string, unknown> | undefined)?.[part];
  }
  if (target === undefined) throw new Error(`the document has nothing at ${$ref}`);
  return resolveRef(document, target as Ref<T>);
}
