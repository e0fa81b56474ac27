import type { IncomingMessage, ServerResponse } from 'node:http';
import { PETSTORE_BASE_PATH } from '@chaos-lab/contracts';
import type { Receive } from '../api/api.ts';
import type { Reply } from './messages.ts';
import { NO_OPERATION } from './replies.ts';
import { readBody } from './read-body.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * The express middleware for everything below the base path, with or without a session prefix. It
 * translates between node:http and the API and decides nothing by itself.
 */
export function expressDoor(receive: Receive): Handler {
  return (request, response, next) => {
    const { url = '/', method = 'GET', headers } = request;
    if (!url.startsWith(PETSTORE_BASE_PATH) && !url.startsWith('/~')) {
      next();
      return;
    }
    const isCrossOrigin = headers.origin !== undefined;
    const respond = (reply: Reply): void => send(response, isCrossOrigin ? opened(reply) : reply);
    if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) {
      send(response, opened(preflight(headers)));
      return;
    }
    const result = receive({ method, url, headers });
    if ('status' in result) respond(result);
    else readBody(request, result, respond);
  };
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  // A 204 has no length; everything else says it, a HEAD that of the body it leaves out.
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body ?? '') };
  response.writeHead(status, { ...headers, ...length });
  response.end(body ?? undefined);
}

/** A mock is there for pages too, wherever they come from; it has nothing to hide from them. */
function opened(reply: Reply): Reply {
  const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' };
  return { ...reply, headers: { ...reply.headers, ...cors } };
}

function preflight(asked: IncomingMessage['headers']): Reply {
  const { 'access-control-request-headers': names } = asked;
  const headers = {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE',
    ...(names !== undefined && { 'Access-Control-Allow-Headers': names }),
    'Access-Control-Max-Age': '600',
  };
  return { operation: NO_OPERATION, status: 204, headers, body: null };
}
