import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { closeAsNode, insteadOfClosing } from '../node-internals/last-answer.ts';

/** How long a client may go on sending what nobody wants any more. */
const LINGER_MS = 2_000;

/**
 * Lets an answer reach a client that is still sending its request. A connection that is closed with
 * bytes unread is reset, and the reset may overtake the answer; RFC 9112, 9.6, has the server close
 * its half and read on for a while.
 */
export function lingerOverUpload(
  request: IncomingMessage,
  response: ServerResponse,
  lingerMs = LINGER_MS,
): void {
  response.once('prefinish', () => {
    if (request.complete) return;
    const { socket } = request;
    insteadOfClosing(socket, () => linger(socket, request, lingerMs));
  });
}

function linger(socket: Socket, request: IncomingMessage, forMs: number): void {
  const timer = setTimeout(() => socket.destroy(), forMs);
  socket.once('close', () => clearTimeout(timer));
  request.once('end', () => closeAsNode(socket));
  request.unpipe();
  request.resume();
  socket.end();
}
