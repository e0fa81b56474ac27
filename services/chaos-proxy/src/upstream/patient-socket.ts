import { Agent, type ClientRequestArgs } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { Socket, type TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { buildConnector } from 'undici';
import { patient as makePatient } from '../node-internals/patience.ts';
import { CONNECT_TIMEOUT_MS } from './target.ts';
import { UpstreamResetError, UpstreamTimeoutError } from './upstream-failure.ts';

/** undici takes ECONNRESET for the good end of a body that only the close delimits. */
function patient<S extends Socket>(socket: S): S {
  return makePatient(socket, (error) => new UpstreamResetError(error));
}

function limitConnect(socket: Socket, connected: 'connect' | 'secureConnect'): void {
  const timer = setTimeout(
    () => socket.destroy(new UpstreamTimeoutError(CONNECT_TIMEOUT_MS)),
    CONNECT_TIMEOUT_MS,
  );
  const settled = (): void => clearTimeout(timer);
  socket.once(connected, settled).once('close', settled);
}

/** Opens a patient connection; the socket fails with a timeout where the peer does not accept it. */
function connectPatiently(to: TcpNetConnectOpts): Socket {
  const socket = patient(new Socket());
  limitConnect(socket, 'connect');
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
    if (!(made instanceof Socket)) return made as Duplex;
    limitConnect(made, 'secureConnect');
    return patient(made);
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
