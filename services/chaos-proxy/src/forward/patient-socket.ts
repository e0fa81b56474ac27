import { Agent, type ClientRequestArgs } from 'node:http';
import { Socket, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import type { buildConnector } from 'undici';
import { CONNECT_TIMEOUT_MS } from './target.ts';
import { UpstreamResetError, UpstreamTimeoutError } from './upstream-failure.ts';

// The names that node:stream gives to what a socket may override.
/* oxlint-disable no-underscore-dangle */

type Done = (error?: Error | null) => void;

/**
 * A socket that still reads after a write failed. An upstream that answers an upload early and
 * closes makes the next write fail while its answer waits in the receive buffer: node would drop
 * both. Here the answer is read first, and then the end that the peer made of the connection.
 */
class PatientSocket extends Socket {
  override _write(chunk: unknown, encoding: BufferEncoding, done: Done): void {
    super._write(chunk, encoding, patiently(done));
  }

  override _writev(chunks: { chunk: unknown; encoding: BufferEncoding }[], done: Done): void {
    super._writev?.(chunks, patiently(done));
  }

  // undici takes ECONNRESET for the good end of a body that only the close delimits.
  override _destroy(error: Error | null, done: Done): void {
    super._destroy(error !== null && isReset(error) ? new UpstreamResetError(error) : error, done);
  }
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

/** Opens a patient connection; the socket fails with a timeout where the peer does not accept it. */
function connectPatiently(to: TcpNetConnectOpts): Socket {
  const socket = new PatientSocket();
  const timer = setTimeout(
    () => socket.destroy(new UpstreamTimeoutError(CONNECT_TIMEOUT_MS)),
    CONNECT_TIMEOUT_MS,
  );
  const settled = (): void => clearTimeout(timer);
  socket.once('connect', settled).once('close', settled);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
  return socket.connect(to);
}

/** The same for undici, which wants to be called back once the connection stands or has failed. */
export const patientConnector: buildConnector.connector = ({ hostname, port }, callback) => {
  let waiting = true;
  const socket = connectPatiently({ host: hostname, port: Number(port) || 80 });
  socket.once('connect', () => {
    waiting = false;
    callback(null, socket);
  });
  socket.on('error', (error) => {
    if (waiting) callback(error, null);
    waiting = false;
  });
};

/** The same for the requests of node:http. */
export class PatientAgent extends Agent {
  override createConnection(options: ClientRequestArgs): Duplex {
    return connectPatiently({ host: options.host ?? 'localhost', port: Number(options.port) });
  }
}
