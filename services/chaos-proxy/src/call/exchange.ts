import type { ClientExchange, ExchangedOutbound, Outbound } from '../upstream/forwarder.ts';
import type { PlainRequest } from '../client/plain-request.ts';
import type { RequestFacts } from '../ruling.ts';
import type { Admitted } from './admission.ts';
import type { RequestHead } from '../client/request-head.ts';
import { type OutboundHeaderOptions, outboundHeaders } from './outbound-headers.ts';

/** Longer ones are no trace context of any version; they pass, and no record keeps them. */
const MAX_TRACEPARENT = 128;

/** What the decision may know of a request. */
export function factsOf(
  request: RequestHead,
  { identity, url, attempt }: Admitted,
  body: Buffer | undefined,
): RequestFacts {
  const query = url.indexOf('?');
  const traceparent = request.headers['traceparent'];
  return {
    method: request.method ?? 'GET',
    path: query < 0 ? url : url.slice(0, query),
    query: query < 0 ? '' : url.slice(query + 1),
    headers: request.headers,
    body,
    identity,
    attempt,
    traceparent:
      typeof traceparent === 'string' && traceparent.length <= MAX_TRACEPARENT ? traceparent : null,
  };
}

/** What the body of a request that has none holds. */
export const NO_BODY = Buffer.alloc(0);

/** Whether a body follows the head. */
export function hasBody({ headers }: RequestHead): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > 0);
}

/** The request as it leaves for the upstream. */
export function outboundOf(
  client: ClientExchange,
  admitted: Admitted,
  options: OutboundHeaderOptions,
): ExchangedOutbound {
  const { request } = client;
  const { headers } = request;
  const chunked = headers['transfer-encoding'] !== undefined;
  return {
    method: request.method ?? 'GET',
    path: admitted.url,
    headers: outboundHeaders(
      request,
      { ...admitted, address: request.socket.remoteAddress },
      options,
    ),
    body: hasBody(request) ? request : null,
    chunked,
    trailers: chunked && headers['trailer'] !== undefined,
    expectContinue: headers.expect !== undefined,
    client,
  };
}

/** The same for a plain request that came from this address. */
export function plainOutboundOf(
  request: PlainRequest,
  admitted: Admitted,
  address: string | undefined,
  options: OutboundHeaderOptions,
): Outbound {
  const { identity, prefixed } = admitted;
  return {
    method: request.method,
    path: admitted.url,
    headers: outboundHeaders(request, { identity, prefixed, address }, options),
    body: request.body,
    chunked: false,
    trailers: false,
    expectContinue: false,
    client: null,
  };
}
