import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outbound } from '../forward/forwarder.ts';
import type { RequestFacts } from '../ruling.ts';
import type { Admitted } from './admission.ts';
import { type OutboundHeaderOptions, outboundHeaders } from './outbound-headers.ts';

/** Longer ones are no trace context of any version; they pass, and no record keeps them. */
const MAX_TRACEPARENT = 128;

/** What the decision may know of a request. */
export function factsOf(
  request: IncomingMessage,
  { identity, url, attempt }: Admitted,
): RequestFacts {
  const query = url.indexOf('?');
  const traceparent = request.headers['traceparent'];
  return {
    method: request.method ?? 'GET',
    path: query < 0 ? url : url.slice(0, query),
    headers: request.headers,
    identity,
    attempt,
    traceparent:
      typeof traceparent === 'string' && traceparent.length <= MAX_TRACEPARENT ? traceparent : null,
  };
}

/** The request as it leaves for the upstream. */
export function outboundOf(
  request: IncomingMessage,
  response: ServerResponse,
  admitted: Admitted,
  options: OutboundHeaderOptions,
): Outbound {
  const { headers } = request;
  const chunked = headers['transfer-encoding'] !== undefined;
  const length = headers['content-length'];
  const hasBody = chunked || (length !== undefined && Number(length) > 0);
  return {
    method: request.method ?? 'GET',
    path: admitted.url,
    headers: outboundHeaders(request, admitted, options),
    body: hasBody ? request : null,
    chunked,
    trailers: headers['trailer'] !== undefined,
    expectContinue: headers.expect !== undefined,
    request,
    response,
  };
}
