import type { OpenApiDocument, Schema } from '@chaos-lab/openapi';
import { decodeForm } from './form.ts';
import { decodeJson } from './json.ts';
import { decodeXml, encodeXml } from './xml.ts';

/** Turns the bytes of a body into a value; throws an Error whose message says what is wrong where. */
export type Decode = (bytes: Uint8Array) => unknown;
export type Encode = (value: unknown) => string;

export const JSON_TYPE = 'application/json';
const XML_TYPE = 'application/xml';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const BINARY_TYPE = 'application/octet-stream';

/** How a body of a media type is read. Throws for a media type of the document that has no codec. */
export function decoderOf(media: string, document: OpenApiDocument, schema: Schema): Decode {
  switch (media) {
    case JSON_TYPE:
      return (bytes) => decodeJson(textOf(bytes));
    case XML_TYPE:
      return (bytes) => decodeXml(document, schema, textOf(bytes));
    case FORM_TYPE:
      return (bytes) => decodeForm(document, schema, textOf(bytes));
    case BINARY_TYPE:
      return (bytes) => bytes;
    default:
      throw new Error(`no codec reads ${media}`);
  }
}

/** How an answer of a media type is written. */
export function encoderOf(media: string, document: OpenApiDocument, schema: Schema): Encode {
  switch (media) {
    case JSON_TYPE:
      return (value) => JSON.stringify(value);
    case XML_TYPE:
      return (value) => encodeXml(document, schema, value);
    default:
      throw new Error(`no codec writes ${media}`);
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch (error) {
    throw new SyntaxError('the text is not UTF-8', { cause: error });
  }
}
