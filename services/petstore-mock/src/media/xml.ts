import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  fromText,
  type OpenApiDocument,
  resolveRef,
  type Schema,
  typesOf,
} from '@chaos-lab/openapi';

/** A body that is no XML, or none that is taken; the message says where. */
class XmlError extends Error {
  readonly code = 'XML_MALFORMED';
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // One shape for one and for many: every element is a list of what stood there.
  isArray: () => true,
});
const builder = new XMLBuilder({ format: false, suppressEmptyNode: false });

type Node = string | { readonly [name: string]: readonly Node[] };

/** The value that an XML text stands for under a schema, named as its `xml` keywords say. */
export function decodeXml(document: OpenApiDocument, schema: Schema, text: string): unknown {
  // Entities of a document type could grow without bound, and no client of this API needs them.
  if (/<!DOCTYPE/i.test(text)) throw new XmlError('a document type is not taken');
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw new XmlError(`${msg.replace(/\.$/, '')} (line ${line}, column ${col})`);
  }
  const root = parser.parse(text) as Record<string, readonly Node[]>;
  const name = nameOf(resolveRef<Schema>(document, schema)) ?? 'root';
  const node = root[name]?.[0];
  if (node !== undefined) return fromNode(document, schema, node);
  throw new XmlError(
    `expected the element <${name}> and found <${Object.keys(root).join('>, <')}>`,
  );
}

/** XML for a value of a schema, named as its `xml` keywords say. */
export function encodeXml(document: OpenApiDocument, schema: Schema, value: unknown): string {
  const name = nameOf(resolveRef<Schema>(document, schema)) ?? 'root';
  const wrapped: Schema = { ...resolveRef<Schema>(document, schema), xml: { name, wrapped: true } };
  const tree = toTree(document, wrapped, name, value);
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build(tree)}`;
}

function fromNode(document: OpenApiDocument, ref: Schema, node: Node): unknown {
  const schema = resolveRef<Schema>(document, ref);
  if (schema.type === 'array') return fromWrapper(document, schema, node);
  if (schema.type !== 'object') {
    return typeof node === 'string'
      ? fromText(typesOf(document, schema), unpadded(schema, node))
      : node;
  }
  // Text where elements belong stays text, for its schema to refuse.
  if (typeof node === 'string' && node.trim() !== '') return node;
  // An element without children is an object without properties.
  const children = typeof node === 'string' ? {} : node;
  const value: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const resolved = resolveRef<Schema>(document, property);
    const nodes = children[nameOf(resolved, property) ?? name];
    if (nodes === undefined) continue;
    const isBareList = resolved.type === 'array' && resolved.xml?.wrapped !== true;
    value[name] = isBareList
      ? nodes.map((item) => fromNode(document, resolved.items ?? {}, item))
      : fromNode(document, resolved, nodes[0] ?? '');
  }
  return value;
}

function fromWrapper(document: OpenApiDocument, schema: Schema, node: Node): unknown {
  if (typeof node === 'string') return node.trim() === '' ? [] : node;
  const item = schema.items ?? {};
  const nodes = node[nameOf(resolveRef<Schema>(document, item), item) ?? 'item'] ?? [];
  return nodes.map((child) => fromNode(document, item, child));
}

function toTree(
  document: OpenApiDocument,
  ref: Schema,
  name: string,
  value: unknown,
): Record<string, unknown> {
  const schema = resolveRef<Schema>(document, ref);
  if (Array.isArray(value)) {
    const item = schema.items ?? {};
    const itemName = nameOf(resolveRef<Schema>(document, item), item) ?? 'item';
    const items = value.map((entry) => toTree(document, item, itemName, entry)[itemName]);
    return schema.xml?.wrapped === true ? { [name]: { [itemName]: items } } : { [name]: items };
  }
  if (typeof value !== 'object' || value === null) return { [name]: textOf(value) };
  const tree: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const own = (value as Record<string, unknown>)[key];
    if (own === undefined) continue;
    const resolved = resolveRef<Schema>(document, property);
    Object.assign(tree, toTree(document, resolved, nameOf(resolved, property) ?? key, own));
  }
  return { [name]: tree };
}

/** The element name that a schema asks for; a reference may give one of its own beside `$ref`. */
const nameOf = (schema: Schema, ref: Schema = schema): string | undefined =>
  ref.xml?.name ?? schema.xml?.name;

const unpadded = (schema: Schema, text: string): string =>
  schema.type === 'string' ? text : text.trim();

// XML 1.0 has no way to write most control characters.
const textOf = (value: unknown): string =>
  // oxlint-disable-next-line no-control-regex
  String(value).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
