import type { Socket } from 'node:net';
import { type PlainRequest, readPlainRequest } from './plain-request.ts';

/** The call that a connection is waiting for. */
export interface OpenCall {
  /** The client takes bytes again. */
  drained(): void;
  /** The client has gone. */
  gone(): void;
}

/** What a call may do with the connection that it came on. */
export interface PlainWire {
  readonly socket: Socket;
  /** Whether the connection ends with this answer. */
  readonly isLast: boolean;
  /** Seconds that the connection stays open after an answer. */
  readonly keepAliveS: number;
  /** The answer is out; the next request may come. */
  answered(): void;
}

export type PlainHost = {
  /** Takes a request and answers it on the wire; null where the full parser has to take it. */
  readonly take: (request: PlainRequest, wire: PlainWire) => OpenCall | null;
  /** Takes the connection over for good, with the bytes that were not answered. */
  readonly handOver: (connection: PlainConnection, unread: Buffer) => void;
  readonly isClosing: () => boolean;
  readonly onClosed: (connection: PlainConnection) => void;
  readonly keepAliveS: number;
  readonly now: () => number;
};

/**
 * One connection of a client for as long as nothing but plain requests come on it, one after the
 * other. Anything else goes to the full parser, and the connection with it.
 */
export class PlainConnection implements PlainWire {
  readonly socket: Socket;
  readonly #host: PlainHost;
  #call: OpenCall | undefined;
  #early: Buffer | undefined;
  /** Whether a request has come on it yet. */
  used = false;
  /** Since when nothing is under way, ms of the host's clock. */
  idleSince: number;

  constructor(socket: Socket, host: PlainHost) {
    this.socket = socket;
    this.#host = host;
    this.idleSince = host.now();
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('drain', this.#onDrain);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
  }

  get isIdle(): boolean {
    return this.#call === undefined;
  }

  get isLast(): boolean {
    return this.#host.isClosing();
  }

  get keepAliveS(): number {
    return this.#host.keepAliveS;
  }

  answered(): void {
    this.#call = undefined;
    this.idleSince = this.#host.now();
    if (this.isLast) {
      this.socket.destroySoon();
      return;
    }
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
    const call = request === null ? null : this.#host.take(request, this);
    if (call === null) this.#host.handOver(this, bytes);
    else this.#call = call;
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#call === undefined) {
      this.#read(bytes);
      return;
    }
    // A request that did not wait for its answer has to.
    this.#early = this.#early === undefined ? bytes : Buffer.concat([this.#early, bytes]);
    this.socket.pause();
  };

  readonly #onDrain = (): void => this.#call?.drained();

  /** As with node's own server, a client that closes its half has gone. */
  readonly #onEnd = (): void => {
    this.#leave();
    this.socket.end();
  };

  readonly #onError = (): void => {
    this.socket.destroy();
  };

  readonly #onClose = (): void => {
    this.#leave();
    this.#host.onClosed(this);
  };

  #leave(): void {
    const call = this.#call;
    this.#call = undefined;
    call?.gone();
  }
}
