import type { ClientRequest } from '../client/client-request.ts';
import type { RequestHead } from '../client/request-head.ts';
import type { RequestFacts } from '../ruling.ts';
import type { Outbound } from '../upstream/forwarder.ts';
import type { Admitted } from './admission.ts';
import { type OutboundHeaderOptions, outboundHeaders } from './outbound-headers.ts';

/** Longer ones are no trace context of any version; they pass, and no record keeps them. */
const MAX_TRACEPARENT = 128;

/** What the body of a request that has none holds. */
export const NO_BODY = Buffer.alloc(0);

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

/** The request as it leaves for the upstream; `whole` is its body where it has been read. */
export function outboundOf(
  request: ClientRequest,
  admitted: Admitted,
  whole: Buffer | undefined,
  address: string | undefined,
  options: OutboundHeaderOptions,
): Outbound {
  const { headers } = request;
  const { identity, prefixed, url } = admitted;
  const chunked = headers['transfer-encoding'] !== undefined;
  const isWhole = whole !== undefined || request.body === null;
  return {
    method: request.method ?? 'GET',
    path: url,
    headers: outboundHeaders(request, { identity, prefixed, address }, options),
    body: request.body === null ? null : (whole ?? request.body),
    chunked,
    trailers: chunked && !isWhole && headers['trailer'] !== undefined,
    expectContinue: headers.expect !== undefined && !isWhole,
  };
}
