import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Takes the handler of connections away from an http server, so that somebody else gets them first,
 * and returns it: given a socket later, it parses what the socket holds and what comes. Node has one
 * listener for that and no name for it.
 */
export function takeParser(server: Server): (socket: Socket) => void {
  const [listener, ...others] = server.listeners('connection');
  if (listener === undefined || others.length > 0) {
    throw new Error('the server has not one handler of connections');
  }
  server.removeAllListeners('connection');
  return (socket) => {
    Reflect.apply(listener, server, [socket]);
  };
}
