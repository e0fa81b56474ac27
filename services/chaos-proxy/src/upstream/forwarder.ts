import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { CallEnd } from '@chaos-lab/contracts';

/** Names and values in turn, as they came, duplicates and letter case kept. */
export type RawHeaders = readonly string[];

/** The head of a real answer, hop-by-hop fields removed. */
export type AnswerHead = {
  readonly status: number;
  readonly reason: string;
  readonly headers: RawHeaders;
  /** The declared length; null where the upstream's framing says where the body ends. */
  readonly contentLength: number | null;
};

/** Control over an answer that is still coming. */
export interface Flow {
  pause(): void;
  resume(): void;
  /** Breaks the connection to the upstream. */
  abort(): void;
}

export type UpstreamFailure = {
  readonly end: Extract<CallEnd, `upstream-${string}`>;
  /** What happened, in words for the client. */
  readonly detail: string;
};

/**
 * Takes a real answer piece by piece; what the client gets of it is the sink's business. The calls
 * come as `head data* end`, and `fail` may end the row at any point.
 */
export interface AnswerSink {
  /** A response before the final one; 100 where the upstream asks for the body. */
  interim(status: number, headers: RawHeaders): void;
  head(head: AnswerHead, flow: Flow): void;
  /** Never an empty piece. */
  data(chunk: Buffer): void;
  end(trailers: RawHeaders): void;
  fail(failure: UpstreamFailure): void;
}

/** A request as it leaves for the upstream. */
export type Outbound = {
  readonly method: string;
  /** Path and query, byte for byte as the client sent them, without a session prefix. */
  readonly path: string;
  /** End-to-end fields only, without `Host`, `Expect` and `Transfer-Encoding`. */
  readonly headers: string[];
  /** null: no body. A message streams; once it has been gathered the bytes take its place. */
  body: Buffer | IncomingMessage | null;
  /** Whether the body came in chunks, without a declared length. */
  readonly chunked: boolean;
  /** Whether the client announced fields behind its body. */
  readonly trailers: boolean;
  /** Whether the client waits for `100 Continue` before it sends its body. */
  expectContinue: boolean;
};

/** A connection that asks for another protocol. */
export type UpgradeRequest = {
  readonly outbound: Outbound;
  /** The request as node's parser read it. */
  readonly message: IncomingMessage;
  readonly socket: Socket;
  /** Bytes of the new protocol that came with the request. */
  readonly head: Buffer;
};

export interface UpgradeEvents {
  /** The protocol has changed; the tunnel lasts until the socket closes. */
  opened(): void;
  /** The upstream answered with something else, which goes to the client as it is. */
  declined(status: number): void;
  /** There is no tunnel and the client has been told nothing yet; or what there was has been cut. */
  fail(failure: UpstreamFailure): void;
}

/** Sends a request to the upstream exactly once and hands its answer to the sink. */
export interface Forwarder {
  forward(outbound: Outbound, sink: AnswerSink): Flow;
  upgrade(request: UpgradeRequest, events: UpgradeEvents): void;
  /** Ends the idle connections to the upstream; those in use end with their answers. */
  close(): Promise<void>;
}

/** One way to send a request; it may decline some that it cannot carry. */
export interface Lane {
  takes(outbound: Outbound): boolean;
  forward(outbound: Outbound, sink: AnswerSink): Flow;
  close(): Promise<void>;
}
