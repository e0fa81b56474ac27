import type { Socket } from 'node:net';
import type { Ruling } from '../ruling.ts';

/** Rulings about requests that the full parser has yet to read, each by its connection. */
export class DecidedBefore {
  readonly #rulings = new WeakMap<Socket, Ruling>();

  keep(socket: Socket, ruling: Ruling): void {
    this.#rulings.set(socket, ruling);
    socket.once('close', () => {
      const left = this.take(socket);
      left?.settle({ ...LEFT, ...(left.injection !== null && { suppressed: 'client-gone' }) });
    });
  }

  take(socket: Socket): Ruling | undefined {
    const ruling = this.#rulings.get(socket);
    this.#rulings.delete(socket);
    return ruling;
  }
}

/** The client was gone before the parser saw the request. */
const LEFT = {
  end: 'client-abort',
  status: null,
  upstreamStatus: null,
  upstreamMs: null,
} as const;
