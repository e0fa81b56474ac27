import { Socket } from 'node:net';

/** Has `close` called in place of what node does with a connection behind its last answer. */
export function insteadOfClosing(socket: Socket, close: () => void): void {
  socket.destroySoon = close;
}

/** What node does with a connection behind its last answer. */
export function closeAsNode(socket: Socket): void {
  Socket.prototype.destroySoon.call(socket);
}
