import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../user-error.ts';

export interface ListenOptions {
  /** 0 asks the system for a free port. */
  readonly port: number;
  readonly host: string;
  /** Who listens, for messages. */
  readonly name: string;
  /** The flag and variable that choose another port, `--port or PORT` unless told. */
  readonly setting?: string;
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Where a client on this machine reaches it; a wildcard host becomes loopback. */
  readonly url: string;
}

export class ListenError extends UserError {
  constructor(message: string, cause: unknown) {
    super(message, { code: 'LISTEN_FAILED', exitCode: 1, cause });
  }
}

/**
 * Starts a server that was made with `http.createServer(app)`. Never use `app.listen` of express 5:
 * it hands EADDRINUSE to the callback for success. Rejects with a ListenError.
 */
export function listen(server: Server, options: ListenOptions): Promise<ListenAddress> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      reject(new ListenError(explain(error, options), error));
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(addressOf(server));
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(options.port, options.host);
  });
}

/** The address of a listening server. */
export function addressOf(server: Server): ListenAddress {
  const { address, family, port } = server.address() as AddressInfo;
  const wildcard = address === '0.0.0.0' || address === '::';
  const reachable = wildcard ? '127.0.0.1' : address;
  const host = family === 'IPv6' && !wildcard ? `[${reachable}]` : reachable;
  return { host: address, port, url: `http://${host}:${port}` };
}

function explain(error: NodeJS.ErrnoException, options: ListenOptions): string {
  const { port, host, name, setting = '--port or PORT' } = options;
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use (${name}); choose another with ${setting}`;
    case 'EACCES':
      return `port ${port} on ${host} needs more rights (${name}); choose another with ${setting}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine (${name})`;
    default:
      return `cannot listen on ${host}:${port} (${name}): ${error.message}`;
  }
}
