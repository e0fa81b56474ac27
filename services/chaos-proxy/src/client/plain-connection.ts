import type { Socket } from 'node:net';
import type { ClientPort } from './client-port.ts';
import type { ClientRequest } from './client-request.ts';
import { readPlainRequest } from './plain-request.ts';
import { SocketPort, type Wire } from './socket-port.ts';

export type PlainHost = {
  /** Takes a request, to be answered through the port. */
  readonly take: (request: ClientRequest, port: ClientPort) => void;
  /** Takes the connection over for good, with the bytes that were not answered. */
  readonly handOver: (connection: PlainConnection, unread: Buffer) => void;
  readonly isClosing: () => boolean;
  readonly onClosed: (connection: PlainConnection) => void;
  readonly keepAliveS: number;
  readonly now: () => number;
  /** Told of what threw while the connection was read; it is broken by then. */
  readonly onError: (error: unknown) => void;
};

/**
 * One connection of a client for as long as nothing but plain requests come on it, one after the
 * other. Anything else goes to the full parser, and the connection with it.
 */
export class PlainConnection implements Wire {
  readonly socket: Socket;
  readonly #host: PlainHost;
  readonly #port: SocketPort;
  #early: Buffer | undefined;
  /** Whether a request is under way. */
  #isBusy = false;
  /** Whether a request has come on it yet. */
  used = false;
  /** Since when nothing is under way, ms of the host's clock. */
  idleSince: number;

  constructor(socket: Socket, host: PlainHost) {
    this.socket = socket;
    this.#host = host;
    this.#port = new SocketPort(this);
    this.idleSince = host.now();
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('drain', this.#onDrain);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
  }

  get isIdle(): boolean {
    return !this.#isBusy;
  }

  get isLast(): boolean {
    return this.#host.isClosing();
  }

  get keepAliveS(): number {
    return this.#host.keepAliveS;
  }

  now(): number {
    return this.#host.now();
  }

  answered(): void {
    this.#isBusy = false;
    this.idleSince = this.#host.now();
    const early = this.#early;
    if (early === undefined) return;
    this.#early = undefined;
    this.socket.resume();
    this.#read(early);
  }

  /** Takes every trace of this reader off the socket. */
  release(): Socket {
    const { socket } = this;
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.off('drain', this.#onDrain);
    socket.off('error', this.#onError);
    socket.off('close', this.#onClose);
    return socket;
  }

  #read(bytes: Buffer): void {
    this.used = true;
    const request = readPlainRequest(bytes);
    if (request === null) {
      this.#host.handOver(this, bytes);
      return;
    }
    this.#isBusy = true;
    this.#port.begin(request.method);
    this.#host.take(request, this.#port);
  }

  readonly #onData = (bytes: Buffer): void => {
    if (!this.#isBusy) {
      try {
        this.#read(bytes);
      } catch (error) {
        this.#host.onError(error);
        this.socket.destroy();
      }
      return;
    }
    // A request that did not wait for its answer has to.
    this.#early = this.#early === undefined ? bytes : Buffer.concat([this.#early, bytes]);
    this.socket.pause();
  };

  readonly #onDrain = (): void => this.#port.drained();

  /** As with node's own server, a client that closes its half has gone. */
  readonly #onEnd = (): void => {
    this.#port.closed();
    this.socket.end();
  };

  readonly #onError = (): void => {
    this.socket.destroy();
  };

  readonly #onClose = (): void => {
    this.#port.closed();
    this.#host.onClosed(this);
  };
}
