import { Agent, type ClientRequestArgs } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { Socket, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { buildConnector } from 'undici';
import { CONNECT_TIMEOUT_MS } from './target.ts';
import { UpstreamResetError, UpstreamTimeoutError } from './upstream-failure.ts';

// The names that node:stream gives to what a socket may do in its own way.
/* oxlint-disable no-underscore-dangle */

type Done = (error?: Error | null) => void;

/**
 * Makes a socket read on after a write failed. An upstream that answers an upload early and closes
 * makes the next write fail while its answer waits in the receive buffer: node would drop both. Here
 * the answer is read first, and then the end that the peer made of the connection.
 */
function patient<S extends Socket>(socket: S): S {
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  const destroy = socket._destroy.bind(socket);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, patiently(done));
  if (writev !== undefined) socket._writev = (chunks, done) => writev(chunks, patiently(done));
  // undici takes ECONNRESET for the good end of a body that only the close delimits.
  socket._destroy = (error, done) =>
    destroy(error !== null && isReset(error) ? new UpstreamResetError(error) : error, done);
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

/** Opens a patient connection; the socket fails with a timeout where the peer does not accept it. */
function connectPatiently(to: TcpNetConnectOpts): Socket {
  const socket = patient(new Socket());
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

/** The same for those of node:https. */
export class PatientSecureAgent extends SecureAgent {
  override createConnection(...args: Parameters<SecureAgent['createConnection']>): Duplex {
    const made = super.createConnection(...args);
    return made instanceof Socket ? patient(made) : (made as Duplex);
  }
}

/** The same for undici and TLS. */
export function patientSecureConnector(options: buildConnector.BuildOptions) {
  const connect = buildConnector(options);
  const connector: buildConnector.connector = (to, callback) => {
    connect(to, (...[error, socket]: Parameters<buildConnector.Callback>) => {
      if (error === null) callback(null, patient(socket));
      else callback(error, null);
    });
  };
  return connector;
}
