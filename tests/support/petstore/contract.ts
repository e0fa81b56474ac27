import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { XMLParser } from 'fast-xml-parser';
import { parse } from 'yaml';

// A second reading of the document that shares no code with the service.

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly xml?: { readonly name?: string; readonly wrapped?: boolean };
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Response = {
  readonly content?: Content;
  readonly headers?: Readonly<
    Record<string, { readonly required?: boolean; readonly schema: Schema }>
  >;
};
type Operation = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
};
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

export function readDocument(): Document {
  const file = new URL('../../../assets/openapi/petstore.yaml', import.meta.url);
  return parse(readFileSync(file, 'utf8')) as Document;
}

/** What went over the wire in one call. */
export type Exchange = {
  readonly operationId: string;
  readonly request: { readonly media: string | undefined; readonly text: string };
  readonly response: {
    readonly status: number;
    readonly headers: Headers;
    readonly text: string;
  };
};

export type Contract = {
  /** What in a request body does not fit the document, an empty list where all of it does. */
  readonly requestViolations: (exchange: Exchange) => string[];
  readonly responseViolations: (exchange: Exchange) => string[];
  /** `operation status media` for every response that the document declares. */
  readonly declared: readonly string[];
  /** The name of a response in `declared`. */
  readonly nameOf: (exchange: Exchange) => string;
};

export function createContract(document: Document): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
  ajv.addSchema({ ...document, $id: 'doc' });
  const compiled = new Map<unknown, ValidateFunction>();

  const follow = <T>(value: T): T => {
    const { $ref } = value as { $ref?: string };
    if ($ref === undefined) return value;
    const parts = $ref.slice(2).split('/');
    return follow(
      parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], document) as T,
    );
  };
  const validate = (schema: Schema, value: unknown): string[] => {
    const check = compiled.get(schema) ?? ajv.compile(inDocument(schema));
    compiled.set(schema, check);
    if (check(value)) return [];
    return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
  const validateText = (content: Content, media: string, text: string): string[] => {
    const declared = content[media];
    if (declared === undefined) return [`${media} is not declared`];
    if (media === 'application/octet-stream') return [];
    const value = media === 'application/xml' ? fromXml(declared.schema, text) : fromJson(text);
    return validate(declared.schema, value);
  };
  /** An XML text as a value, by the names that the schema gives; every text as its type says. */
  const fromXml = (schema: Schema, text: string): unknown => {
    const parser = new XMLParser({
      parseTagValue: false,
      ignoreDeclaration: true,
      isArray: () => true,
    });
    const name = follow(schema).xml?.name ?? '';
    return xmlValue(schema, (parser.parse(text) as Record<string, unknown[]>)[name]?.[0]);
  };
  const xmlValue = (ref: Schema, node: unknown): unknown => {
    const schema = follow(ref);
    const children = (typeof node === 'object' ? node : {}) as Record<string, unknown[]>;
    if (schema.type === 'object') {
      const entries = Object.entries(schema.properties ?? {})
        .filter(([name]) => children[name] !== undefined)
        .map(([name, property]) => [name, xmlValue(property, children[name]?.[0])]);
      return Object.fromEntries(entries) as unknown;
    }
    if (schema.type === 'array') {
      const items = Object.values(children).flat();
      return items.map((item) => xmlValue(schema.items ?? {}, item));
    }
    const isText = schema.type === 'string';
    return isText ? node : fromJson(String(node));
  };

  const operations = new Map<string, Operation>();
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) operations.set(operation.operationId, operation);
  }
  const responseOf = ({ operationId, response }: Exchange): [string, Response] | undefined => {
    const responses = operations.get(operationId)?.responses ?? {};
    const range = `${Math.floor(response.status / 100)}XX`;
    const key = String(response.status) in responses ? String(response.status) : range;
    const found = responses[key];
    return found === undefined ? undefined : [key, follow(found)];
  };
  const mediaOf = ({ response }: Exchange): string =>
    response.headers.get('Content-Type')?.split(';')[0] ?? 'nothing';

  return {
    requestViolations: ({ operationId, request }) => {
      const body = operations.get(operationId)?.requestBody;
      if (request.media === undefined || body === undefined) return [];
      return validateText(follow(body).content, request.media, request.text);
    },
    responseViolations: (exchange) => {
      const found = responseOf(exchange);
      if (found === undefined) return [`status ${exchange.response.status} is not declared`];
      const [, { content, headers = {} }] = found;
      const missing = Object.entries(headers).flatMap(([name, { required, schema }]) => {
        const given = exchange.response.headers.get(name);
        if (given === null) return required === true ? [`${name} is missing`] : [];
        const value = schema.type === 'integer' ? Number(given) : given;
        return validate(schema, value).map((text) => `${name}${text}`);
      });
      if (content === undefined) {
        return exchange.response.text === '' ? missing : [...missing, 'a body is not declared'];
      }
      return [...missing, ...validateText(content, mediaOf(exchange), exchange.response.text)];
    },
    declared: [...operations.values()].flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, response]) =>
        Object.keys(follow(response).content ?? { nothing: true }).map(
          (media) => `${operationId} ${status} ${media}`,
        ),
      ),
    ),
    nameOf: (exchange) =>
      `${exchange.operationId} ${responseOf(exchange)?.[0]} ${mediaOf(exchange)}`,
  };
}

function inDocument(node: unknown): Schema {
  const text = JSON.stringify(node, (key, value: unknown) =>
    key === '$ref' ? `doc${String(value)}` : value,
  );
  return JSON.parse(text) as Schema;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return `(not JSON: ${text.slice(0, 40)})`;
  }
}
