import type { Socket } from 'node:net';
import type { AnswerHead, RawHeaders } from '../upstream/forwarder.ts';

/** A complete response that no upstream sent. */
export type MadeAnswer = {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string | Buffer;
};

/** What the port tells the call that it belongs to. */
export interface ClientListener {
  /** The client takes bytes again. */
  drained(): void;
  /** The last byte of the answer has left the process. */
  delivered(): void;
  /** The connection has gone, before or after that. */
  gone(): void;
  /** Something of the proxy's own threw while it worked for this client. */
  crashed(error: unknown): void;
}

/**
 * The one way to the client of a request: an answer goes out through it piece by piece or in one,
 * framed as the client's protocol wants it, or its connection is broken. Whoever read the request
 * gives the port; what uses it does not know which reader that was.
 */
export interface ClientPort {
  readonly method: string;
  readonly address: string | undefined;
  /** The status that the client could read; null until a head has left. */
  readonly status: number | null;
  /** Whether the client can get nothing any more. */
  readonly isGone: boolean;
  attend(listener: ClientListener): void;
  /** A response before the final one; dropped where the client must not get it. */
  interim(status: number, headers: RawHeaders): void;
  /** Asks for a body whose client waits to be asked. */
  invite(): void;
  /** Takes the head; it leaves with the first piece of the body, or at the end of this turn. */
  head(head: AnswerHead, more: RawHeaders): void;
  flushHead(): void;
  /** False where the client takes no more for now; `drained` says when it does. */
  data(chunk: Buffer): boolean;
  end(trailers: RawHeaders): void;
  /** A complete answer, where none has begun. */
  answer(answer: MadeAnswer): void;
  /** The same, as the last one on this connection. */
  refuse(answer: MadeAnswer): void;
  /** Breaks the connection so that no client takes what it has for a whole answer. */
  break(): void;
  /**
   * The connection itself, as soon as this answer is first in line on it and what was written has
   * left the process; null where it has gone.
   */
  connection(): Promise<Socket | null>;
}
