/** The part of a JSON Schema that is read here and in codecs; ajv reads the rest. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly xml?: { readonly name?: string; readonly wrapped?: boolean };
};

export type Ref<T> = T | { readonly $ref: string };

export type MediaTypeObject = {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Ref<{ readonly value?: unknown }>>>;
};
export type Content = Readonly<Record<string, MediaTypeObject>>;

export type ParameterObject = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: Schema;
  readonly content?: Content;
  /** Values may also come as one list with this separator. */
  readonly 'x-chaos-lab-separator'?: string;
};

export type RequestBodyObject = { readonly required?: boolean; readonly content?: Content };
export type ResponseObject = { readonly content?: Content };

export type OperationObject = {
  readonly operationId?: string;
  readonly parameters?: readonly Ref<ParameterObject>[];
  readonly requestBody?: Ref<RequestBodyObject>;
  readonly responses?: Readonly<Record<string, Ref<ResponseObject>>>;
  /** The status for a body that parses and does not fit its schema, 400 unless told. */
  readonly 'x-chaos-lab-invalid-body'?: number;
};

export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const;

export type PathItem = Readonly<Partial<Record<(typeof METHODS)[number], OperationObject>>> & {
  readonly parameters?: readonly Ref<ParameterObject>[];
};

/** As much of an OpenAPI document of version 3.0 or 3.1 as this project looks at. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Ref<PathItem>>>;
  readonly components?: Readonly<Record<string, unknown>>;
};
