import type { ClientRequest } from 'node:http';
import type { Outbound, RawHeaders } from './forwarder.ts';
import { outboundPath, type Target } from './target.ts';

/** Replaces whatever head an outgoing request has by the one that it is to have. */
export function writeHead(request: ClientRequest, outbound: Outbound, target: Target): void {
  for (const name of request.getHeaderNames()) request.removeHeader(name);
  request.path = outboundPath(target, outbound);
  request.setHeader('Host', target.url.host);
  const { body } = outbound;
  const streams = body !== null && !Buffer.isBuffer(body);
  for (const [name, values] of grouped(outbound.headers)) {
    // A body that was gathered leaves with its length, and nothing can follow it.
    if (streams || name.toLowerCase() !== 'trailer') request.setHeader(name, values);
  }
  if (outbound.chunked && streams) request.setHeader('Transfer-Encoding', 'chunked');
  if (outbound.chunked && Buffer.isBuffer(body)) {
    request.setHeader('Content-Length', String(body.length));
  }
}

/** Values by name, so that a repeated field stays repeated. */
function grouped(raw: RawHeaders): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const names = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const written = raw[i] as string;
    const name = names.get(written.toLowerCase()) ?? written;
    names.set(written.toLowerCase(), name);
    fields.set(name, [...(fields.get(name) ?? []), raw[i + 1] as string]);
  }
  return fields;
}
