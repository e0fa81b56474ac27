import { isObject } from '../json-pointer.ts';
import { nameIn, type Protocol, type ProtocolCall } from './protocol.ts';

/** Comments and strings, in which the words of the language mean nothing. */
const NO_CODE = /#[^\n\r]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g;
const DEFINITION =
  /(?:^|[\s}])(query|mutation|subscription)(?:\s+([_A-Za-z][_0-9A-Za-z]*))?\s*(?=[({@])/g;
const PATH = /\/graphql\/?$/;

/** A GraphQL request: the name of the operation that it executes; mutations write, queries do not. */
export const graphql: Protocol = ({ method, path, query, content }) => {
  if (method === 'GET') return PATH.test(path) ? byQuery(new URLSearchParams(query)) : undefined;
  if (method !== 'POST') return undefined;
  const { json } = content;
  if (!isObject(json)) return undefined;
  const { query: text, operationName: named, extensions } = json;
  if (typeof text === 'string') {
    return PATH.test(path) || isDocument(text) ? byDocument(text, nameIn(named)) : undefined;
  }
  // A persisted query says by its hash what it is; only its name can be read.
  const operation =
    isObject(extensions) && 'persistedQuery' in extensions ? nameIn(named) : undefined;
  return operation === undefined ? undefined : { operation, answers: 'graphql' };
};

function byQuery(query: URLSearchParams): ProtocolCall | undefined {
  const operation = nameIn(query.get('operationName'));
  if (operation !== undefined) return { operation, writes: false, answers: 'graphql' };
  const text = query.get('query');
  return text === null ? undefined : byDocument(text, undefined);
}

function isDocument(text: string): boolean {
  return /^\s*(?:#[^\n]*\n\s*)*(?:\{|(?:query|mutation|subscription|fragment)\b)/.test(text);
}

function byDocument(text: string, named: string | undefined): ProtocolCall | undefined {
  const definitions = [...text.replaceAll(NO_CODE, ' ').matchAll(DEFINITION)];
  const chosen =
    named === undefined ? definitions[0] : definitions.find(([, , name]) => name === named);
  const operation = named ?? nameIn(chosen?.[2]);
  const writes = chosen?.[1] === 'mutation';
  if (operation !== undefined) return { operation, writes, answers: 'graphql' };
  // Without a name: the kind of operation is all there is.
  return { operation: writes ? 'mutation' : 'query', writes, answers: 'graphql' };
}
