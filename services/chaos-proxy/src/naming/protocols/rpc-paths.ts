import { nameIn, type Protocol } from './protocol.ts';

/** `/package.Service/Method`, below any prefix. */
const METHOD_PATH = /\/([A-Za-z_][\w.]*\/[A-Za-z_]\w*)$/;

/** gRPC-web: service and method, as the path ends. */
export const grpcWeb: Protocol = ({ path, content }) =>
  content.mediaType.startsWith('application/grpc-web') ? byPath(path) : undefined;

/** Connect: the same, where a header, a media type or the query of a GET says that it is Connect. */
export const connect: Protocol = ({ method, path, query, content }) => {
  if (method === 'GET') {
    return query.includes('connect=v1') ? byPath(path) : undefined;
  }
  const isConnect =
    content.headers['connect-protocol-version'] !== undefined ||
    content.mediaType.startsWith('application/connect+');
  return isConnect ? byPath(path) : undefined;
};

function byPath(path: string): { operation: string } | undefined {
  const operation = nameIn(METHOD_PATH.exec(path)?.[1]);
  return operation === undefined ? undefined : { operation };
}
