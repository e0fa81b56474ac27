import type { Agent, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyMiddleware, type Plugin } from 'http-proxy-middleware';
import type { Forwarder, UpgradeEvents, UpgradeRequest } from './forwarder.ts';
import { limitWait } from './limit-wait.ts';
import type { Target } from './target.ts';
import { upstreamFailure } from './upstream-failure.ts';
import { writeHead } from './write-head.ts';

type Asked = UpgradeRequest & { readonly events: UpgradeEvents };

/**
 * Tunnels WebSocket through http-proxy-middleware: the package asks the upstream, writes its answer to
 * the client and joins the two sockets. What is sent, how long it may take, and that a cut stays a
 * cut, is added here through its hooks.
 */
export function createUpgradeLane(target: Target, agent: Agent): Pick<Forwarder, 'upgrade'> {
  /** By the request that the package was given. */
  const asked = new WeakMap<object, Asked>();
  const middleware = createProxyMiddleware({
    target: new URL(target.url.origin),
    agent,
    secure: target.tls.rejectUnauthorized,
    ejectPlugins: true,
    plugins: [upgradePlugin(target, (request) => asked.get(request))],
  });
  return {
    upgrade(upgrade, events) {
      const { message, socket, head } = upgrade;
      asked.set(message, { ...upgrade, events });
      leaveWithClient(socket);
      middleware.upgrade(message, socket, head);
    },
  };
}

function upgradePlugin(target: Target, askedBy: (request: object) => Asked | undefined): Plugin {
  return (proxy) => {
    proxy.on('proxyReqWs', (outgoing, request) => {
      const asked = askedBy(request);
      if (asked !== undefined) prepare(outgoing, asked, target);
    });
    proxy.on('error', (error, request) => {
      const asked = request === undefined ? undefined : askedBy(request);
      // Once the client has gone this is no failure of the upstream.
      if (asked?.socket.destroyed === false) asked.events.fail(upstreamFailure(error));
    });
    // The package's word for a client that left; the call knows that from its own port.
    proxy.on('econnreset', () => {});
  };
}

/** The hooks run before the package's own listeners, which were not set yet. */
function prepare(outgoing: ClientRequest, asked: Asked, target: Target): void {
  const { outbound, socket, events } = asked;
  writeHead(outgoing, outbound, target);
  outgoing.setHeader('Connection', 'Upgrade');
  outgoing.setHeader('Upgrade', 'websocket');
  limitWait(outgoing, target.timeoutMs);
  socket.once('close', () => outgoing.destroy());
  /** The end of a body that only the close delimits would be a whole one, were it not a reset. */
  const cut = (error: Error): void => {
    if (socket.destroyed) return;
    events.fail(upstreamFailure(error));
    socket.resetAndDestroy();
  };
  outgoing.once('upgrade', (_answer, upstream: Socket) => {
    upstream.once('error', cut);
    cutTogether(socket, upstream);
    events.opened();
  });
  outgoing.once('response', (answer) => {
    outgoing.prependOnceListener('error', cut);
    answer.once('error', cut);
    events.declined(answer.statusCode ?? 0);
  });
}

/** A reset of one side is no orderly end for the other. */
function cutTogether(client: Socket, upstream: Socket): void {
  client.once('error', () => upstream.resetAndDestroy());
  upstream.once('close', () => client.destroySoon());
  client.once('close', () => upstream.destroySoon());
}

/** Nobody reads the socket until the upstream has answered, so that its end has to be looked for. */
function leaveWithClient(socket: Socket): void {
  const look = (): void => {
    if (socket.readableLength > 0) return;
    socket.once('end', () => socket.destroySoon());
    socket.read(0);
  };
  socket.once('readable', look);
}
