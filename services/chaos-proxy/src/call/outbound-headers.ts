import { HEADER, type Identity, LAB_REQUEST_HEADERS } from '@chaos-lab/contracts';
import { connectionNames, isHopByHop } from '../upstream/hop-by-hop.ts';
import type { RequestHead } from '../client/request-head.ts';

export type OutboundHeaderOptions = {
  /** Whether the upstream is the lab's own and may know session, arm and attempt. */
  readonly labUpstream: boolean;
  /** Whether to add `X-Forwarded-For`, `-Host` and `-Proto`. */
  readonly xForwarded: boolean;
  /** The pseudonym of this proxy in `Via`; without it the field is left alone. */
  readonly via?: string | undefined;
};

const OWN = new Set(['host', 'expect']);
const LAB = new Set(LAB_REQUEST_HEADERS.map((name) => name.toLowerCase()));
const FAULT_REQUEST = HEADER.faultRequest.toLowerCase();

/** The end-to-end fields of a request as they leave, letter case and order kept. */
export function outboundHeaders(
  request: RequestHead,
  caller: {
    readonly identity: Identity;
    readonly prefixed: boolean;
    readonly address: string | undefined;
  },
  options: OutboundHeaderOptions,
): string[] {
  const { rawHeaders } = request;
  const listed = connectionNames(request.headers.connection);
  const keepLab = options.labUpstream && !caller.prefixed;
  const chunked = request.headers['transfer-encoding'] !== undefined;
  const headers: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (isHopByHop(name)) continue;
    const lower = name.toLowerCase();
    if (OWN.has(lower)) continue;
    // RFC 9110, 6.5.1: only the chunked framing has a place for trailers.
    if (lower === 'trailer' && !chunked) continue;
    if (LAB.has(lower) && (!keepLab || lower === FAULT_REQUEST)) continue;
    if (listed?.has(lower)) continue;
    headers.push(name, rawHeaders[i + 1] as string);
  }
  if (options.labUpstream && caller.prefixed) {
    headers.push(HEADER.session, caller.identity.session, HEADER.arm, caller.identity.arm);
    const attempt = request.headers[HEADER.attempt.toLowerCase()];
    if (typeof attempt === 'string') headers.push(HEADER.attempt, attempt);
  }
  if (options.xForwarded) addForwarded(headers, request, caller.address);
  if (options.via !== undefined) headers.push('Via', `${request.httpVersion} ${options.via}`);
  return headers;
}

function addForwarded(headers: string[], request: RequestHead, address: string | undefined): void {
  if (address !== undefined) headers.push('X-Forwarded-For', address);
  if (request.headers['x-forwarded-host'] === undefined && request.headers.host !== undefined) {
    headers.push('X-Forwarded-Host', request.headers.host);
  }
  if (request.headers['x-forwarded-proto'] === undefined) headers.push('X-Forwarded-Proto', 'http');
}
