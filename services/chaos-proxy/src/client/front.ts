import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@chaos-lab/service-kit';
import { takeParser } from '../node-internals/connection-parser.ts';
import { PlainConnection, type PlainHost } from './plain-connection.ts';

export type FrontOptions = {
  readonly take: PlainHost['take'];
  readonly clock: Pick<Clock, 'now'>;
  /** Told of what threw while a connection was read; it is broken by then. */
  readonly onError: (error: unknown) => void;
};

/**
 * Puts a reader for plain requests before the parser of an http server. It answers what it can read
 * beyond doubt; at the first thing that it cannot, the connection goes to the server's own parser,
 * unread bytes first, and stays there. Limits and shutdown hold for both.
 */
export function readPlainRequestsFirst(server: Server, options: FrontOptions): void {
  const { take, clock, onError } = options;
  const parse = takeParser(server);
  const open = new Set<PlainConnection>();
  const host: PlainHost = {
    take,
    handOver(connection, unread) {
      open.delete(connection);
      const socket = connection.release();
      // In this order: what the parser does at once must find the bytes waiting.
      socket.unshift(unread);
      parse(socket);
    },
    isClosing: () => !server.listening,
    onClosed: (connection) => void open.delete(connection),
    keepAliveS: Math.floor(server.keepAliveTimeout / 1000),
    now: () => clock.now(),
    onError,
  };
  server.on('connection', (socket: Socket) => {
    try {
      open.add(new PlainConnection(socket, host));
    } catch (error) {
      onError(error);
      socket.destroy();
    }
  });
  closeWithServer(server, open);
  limitIdleTime(server, open, clock);
}

function closeWithServer(server: Server, open: ReadonlySet<PlainConnection>): void {
  const closeIdle = server.closeIdleConnections.bind(server);
  const closeAll = server.closeAllConnections.bind(server);
  server.closeIdleConnections = () => {
    closeIdle();
    for (const connection of open) if (connection.isIdle) connection.socket.destroy();
  };
  server.closeAllConnections = () => {
    closeAll();
    for (const { socket } of open) socket.destroy();
  };
}

const SWEEP_MS = 1_000;

/** The time that a client has for its first request, and for the next one, as node's parser has it. */
function limitIdleTime(
  server: Server,
  open: ReadonlySet<PlainConnection>,
  clock: FrontOptions['clock'],
): void {
  let timer: NodeJS.Timeout | undefined;
  server.on('listening', () => {
    timer = setInterval(() => {
      const now = clock.now();
      for (const connection of open) {
        if (!connection.isIdle) continue;
        const idleMs = now - connection.idleSince;
        if (connection.used) {
          if (idleMs > server.keepAliveTimeout) connection.socket.destroy();
        } else if (idleMs > server.headersTimeout) {
          server.emit('clientError', new FirstRequestTimeout(), connection.socket);
        }
      }
    }, SWEEP_MS);
    timer.unref();
  });
  server.on('close', () => clearInterval(timer));
}

class FirstRequestTimeout extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';
}
