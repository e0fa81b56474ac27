import type { ClientExchange, ExchangedOutbound, Outbound } from '../forward/forwarder.ts';
import type { PlainRequest } from '../plain/plain-request.ts';
import type { RequestFacts } from '../ruling.ts';
import type { Admitted } from './admission.ts';
import type { RequestHead } from './request-head.ts';
import { type OutboundHeaderOptions, outboundHeaders } from './outbound-headers.ts';

/** Longer ones are no trace context of any version; they pass, and no record keeps them. */
const MAX_TRACEPARENT = 128;

/** What the decision may know of a request. */
export function factsOf(
  request: RequestHead,
  { identity, url, attempt }: Admitted,
  body?: Buffer,
): RequestFacts {
  const query = url.indexOf('?');
  const traceparent = request.headers['traceparent'];
  return {
    method: request.method ?? 'GET',
    path: query < 0 ? url : url.slice(0, query),
    query: query < 0 ? '' : url.slice(query + 1),
    headers: request.headers,
    identity,
    attempt,
    traceparent:
      typeof traceparent === 'string' && traceparent.length <= MAX_TRACEPARENT ? traceparent : null,
    body,
  };
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
  const length = headers['content-length'];
  const hasBody = chunked || (length !== undefined && Number(length) > 0);
  return {
    method: request.method ?? 'GET',
    path: admitted.url,
    headers: outboundHeaders(
      request,
      { ...admitted, address: request.socket.remoteAddress },
      options,
    ),
    body: hasBody ? request : null,
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
