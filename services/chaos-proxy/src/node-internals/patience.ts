import type { Socket } from 'node:net';

// The names that node:stream gives to what a socket may do in its own way.
/* oxlint-disable no-underscore-dangle */

type Done = (error?: Error | null) => void;

/**
 * Makes a socket read on after a write failed. A peer that answers an upload early and closes makes
 * the next write fail while its answer waits in the receive buffer: node would drop both. Here the
 * answer is read first, and then the end that the peer made of the connection, which `onReset` may
 * give another name.
 */
export function patient<S extends Socket>(socket: S, onReset: (error: Error) => Error): S {
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  const destroy = socket._destroy.bind(socket);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, patiently(done));
  if (writev !== undefined) socket._writev = (chunks, done) => writev(chunks, patiently(done));
  socket._destroy = (error, done) =>
    destroy(error !== null && isReset(error) ? onReset(error) : error, done);
  return socket;
}

function patiently(done: Done): Done {
  return (error) => done(error instanceof Error && peerIsGone(error) ? null : error);
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET';
}

function peerIsGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || isReset(error);
}
