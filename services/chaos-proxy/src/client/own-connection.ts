import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connection of a response, as soon as the response is first in line on it and all that was
 * written to it before has left the process; null where the connection has gone.
 */
export function ownConnection(response: ServerResponse): Promise<Socket | null> {
  return new Promise((resolve) => {
    const flushed = (): void => {
      const { socket } = response;
      if (socket === null || socket.destroyed) resolve(null);
      else if (response.headersSent) socket.write('', () => resolve(socket));
      else resolve(socket);
    };
    if (response.socket !== null) flushed();
    else response.once('socket', flushed);
  });
}
