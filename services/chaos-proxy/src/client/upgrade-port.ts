import type { Socket } from 'node:net';
import { SocketPort } from './socket-port.ts';

/** The port to a client that asks for another protocol, on a socket that has no other reader. */
export function upgradePort(socket: Socket): SocketPort {
  const port = new SocketPort({
    socket,
    // Whatever is answered here, what follows on the connection is not HTTP.
    isLast: true,
    keepAliveS: 0,
    now: () => Date.now(),
    answered: () => {},
  });
  port.begin('GET');
  socket.on('error', () => socket.destroy());
  socket.on('drain', () => port.drained());
  socket.on('close', () => port.closed());
  return port;
}
