import { createServer, type RequestListener, type Server } from 'node:http';
import { serverLimits } from '@chaos-lab/service-kit';

export type TrafficServerOptions = {
  /** Most bytes of a request's head. */
  readonly maxHeaderBytes?: number;
  /** How long an idle connection of a client stays open, ms. */
  readonly keepAliveTimeoutMs?: number;
};

/** The traffic port's server, not listening: what node's own defaults would get wrong in a proxy. */
export function createTrafficServer(
  listener: RequestListener,
  options: TrafficServerOptions = {},
): Server {
  const server = createServer({
    ...serverLimits({
      ...(options.keepAliveTimeoutMs !== undefined && {
        keepAliveTimeoutMs: options.keepAliveTimeoutMs,
      }),
      maxHeaderBytes: options.maxHeaderBytes ?? 65_536,
    }),
    // An upload may take as long as it takes; the client's patience decides.
    requestTimeout: 0,
    noDelay: true,
    requireHostHeader: true,
    insecureHTTPParser: false,
  });
  server.on('request', listener);
  server.on('checkContinue', listener);
  return server;
}
