import type { IncomingMessage, ServerResponse } from 'node:http';
import { createProxyMiddleware, type Plugin } from 'http-proxy-middleware';
import { Flight, flightOf, setFlight } from './flight.ts';
import type { Forwarder } from './forwarder.ts';
import { fullLaneAgent, receiveFully, sendFully, standIn } from './full-lane.ts';
import { createLeanLane, leanLaneTakes } from './lean-lane.ts';
import type { Target } from './target.ts';
import { writeUpgradeHead } from './upgrade-lane.ts';
import { upstreamFailure } from './upstream-failure.ts';

/** Which lanes requests may take: the lean one where it can carry them, or the full one only. */
export type Lanes = 'both' | 'full';

type LeanLane = ReturnType<typeof createLeanLane>;

// What the package's server touches of a response before the lean lane's pass: it listens for its
// end, twice for every request, which is dear and tells the lane nothing.
const NO_RESPONSE = { on: () => NO_RESPONSE } as unknown as ServerResponse;

/**
 * Forwards through http-proxy-middleware. Its plugin hook puts the lean lane before the package's
 * own `web` pass; upgrades, and requests that the lean lane cannot carry, take the package's path.
 * Plain requests enter at that pass: what the middleware does before it, it does for targets, paths
 * and filters that depend on the request, and there are none here.
 */
export function createMiddlewareForwarder(target: Target, lanes: Lanes = 'both'): Forwarder {
  const lean = createLeanLane(target);
  const agent = fullLaneAgent(target);
  const passes = leanLanePasses(lean, target);
  const middleware = createProxyMiddleware({
    // A URL, since the package would parse a string again for every request.
    target: new URL(target.url.origin),
    agent,
    // A function: a string is looked through for globs on every request.
    pathFilter: () => true,
    secure: target.tls.rejectUnauthorized,
    selfHandleResponse: true,
    ejectPlugins: true,
    plugins: [passes.plugin, fullLanePlugin(target)],
  });

  return {
    needsMessages: lanes === 'full',
    forward(outbound, sink) {
      const takesLean = lanes === 'both' && leanLaneTakes(outbound);
      const flight = new Flight(outbound, sink, takesLean);
      if (takesLean) {
        passes.enter(flight);
        return flight;
      }
      if (outbound.client === null)
        throw new Error('the full lane needs the messages of node:http');
      const { request } = outbound.client;
      setFlight(request, flight);
      // The package reads URL and headers for its own purposes; the lanes have both in the flight.
      request.url = '/';
      const nowhere = standIn(request);
      request.headers = {};
      flight.begun({ pause: () => {}, resume: () => {}, abort: () => nowhere.emit('close') });
      void middleware(request, nowhere);
      return flight;
    },
    upgrade({ outbound, socket, head }, events) {
      const { request } = outbound.client;
      setFlight(request, { outbound, events });
      request.url = '/';
      middleware.upgrade(request, socket, head);
    },
    async close() {
      agent.destroy();
      await lean.close();
    },
  };
}

type Passes = {
  readonly plugin: Plugin;
  /** Sends a flight through the passes of the server that the plugin was given. */
  readonly enter: (flight: Flight) => void;
};

/** Answers a request before the package's own `web` pass sees it. */
function leanLanePasses(lean: LeanLane, target: Target): Passes {
  let server: Parameters<Plugin>[0] | undefined;
  const options = { target: new URL(target.url.origin) };
  return {
    plugin(proxy) {
      server = proxy;
      // The passes of the package have no names: this one goes before the last, which forwards.
      proxy.before('web', '', function leanPass(request): true | undefined {
        const flight = flightOf(request);
        if (!(flight instanceof Flight) || !flight.lean) return undefined;
        flight.begun(lean.forward(flight.outbound, flight.sink));
        return true;
      });
    },
    enter(flight) {
      if (server === undefined) throw new Error('the package has not registered its plugins');
      const carrier = { headers: {} } as IncomingMessage;
      setFlight(carrier, flight);
      void server.web(carrier, NO_RESPONSE, options);
    },
  };
}

/** Makes the package's own passes send what the flight says and hand over what they receive. */
function fullLanePlugin(target: Target): Plugin {
  return (proxy) => {
    proxy.on('proxyReq', (outgoing, request) => {
      const flight = flightOf(request);
      if (flight instanceof Flight) sendFully(outgoing, flight, target);
    });
    proxy.on('proxyRes', (answer, request, nowhere) => {
      const flight = flightOf(request);
      if (!(flight instanceof Flight)) return;
      const flow = receiveFully(answer, flight, () => nowhere.emit('close'));
      flight.begun({ ...flow, abort: () => nowhere.emit('close') });
    });
    proxy.on('proxyReqWs', (outgoing, request) => {
      const flight = flightOf(request);
      if (!(flight instanceof Flight)) writeUpgradeHead(outgoing, flight, target);
    });
    proxy.on('error', (error, request) => {
      if (request === undefined) return;
      const flight = flightOf(request);
      const failure = upstreamFailure(error);
      if (flight instanceof Flight) flight.sink.fail(failure);
      else flight.events.fail(failure);
    });
    // The package's word for a client that left; the call knows that from its own response.
    proxy.on('econnreset', () => {});
  };
}
