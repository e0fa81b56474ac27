import type { IncomingMessage } from 'node:http';
import type { RequestHead } from './request-head.ts';

/** A request, whoever read it. */
export type ClientRequest = RequestHead & {
  /** null: none follows the head. A message streams. */
  readonly body: Buffer | IncomingMessage | null;
};

/** The request that node's parser has read into a message. */
export function parsedRequest(message: IncomingMessage): ClientRequest {
  const { method, url, httpVersion, headers, rawHeaders } = message;
  return { method, url, httpVersion, headers, rawHeaders, body: hasBody(message) ? message : null };
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > 0);
}
