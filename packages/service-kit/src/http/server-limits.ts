import type { ServerOptions } from 'node:http';

export interface ServerLimits {
  /** Longest time for a request to arrive whole, milliseconds. */
  readonly requestTimeoutMs?: number;
  /** Longest time for the headers of a request, milliseconds. */
  readonly headersTimeoutMs?: number;
  /** How long an idle connection stays open, milliseconds. */
  readonly keepAliveTimeoutMs?: number;
  readonly maxHeaderBytes?: number;
}

/** Options for `http.createServer` that keep slow and greedy clients from holding a listener. */
export function serverLimits(limits: ServerLimits = {}): ServerOptions {
  return {
    requestTimeout: limits.requestTimeoutMs ?? 30_000,
    headersTimeout: limits.headersTimeoutMs ?? 10_000,
    keepAliveTimeout: limits.keepAliveTimeoutMs ?? 65_000,
    maxHeaderSize: limits.maxHeaderBytes ?? 16_384,
    connectionsCheckingInterval: 1000,
  };
}
