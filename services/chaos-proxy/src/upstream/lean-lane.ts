import type { IncomingMessage } from 'node:http';
import { type buildConnector, type Dispatcher, Pool } from 'undici';
import { answerHead } from './answer-head.ts';
import type { AnswerHead, AnswerSink, Flow, Lane, Outbound, RawHeaders } from './forwarder.ts';
import { HeadDeadlines, Waiting } from './head-deadlines.ts';
import { patientConnector, patientSecureConnector } from './patient-socket.ts';
import { CONNECT_TIMEOUT_MS, MAX_HEAD_BYTES, outboundPath, type Target } from './target.ts';
import { InvalidStatusError, isFinal, isInterim } from './status.ts';
import { upstreamFailure, UpstreamTimeoutError } from './upstream-failure.ts';

/** Forwards through `Pool.dispatch`: raw header arrays, no streams and no promises in between. */
export function createLeanLane(target: Target): Lane {
  const deadlines = new HeadDeadlines(target.timeoutMs);
  const pool = new Pool(target.url.origin, {
    allowH2: false,
    // A body may pause for as long as it likes: events are rare on some streams.
    bodyTimeout: 0,
    maxHeaderSize: MAX_HEAD_BYTES,
    connect: connectorFor(target),
  });
  return {
    takes: canCarry,
    forward(outbound, sink) {
      const { body } = outbound;
      const streams = body !== null && !Buffer.isBuffer(body);
      const answer = new LeanAnswer(sink, streams ? undefined : deadlines);
      pool.dispatch(
        {
          // undici's own timer knows how far a body has come; without one there is nothing to know.
          headersTimeout: streams ? target.timeoutMs : 0,
          method: outbound.method,
          path: outboundPath(target, outbound),
          headers: outbound.headers,
          // undici takes any async iterable here; its types name streams only.
          body: (streams ? piecesOf(body) : body) as Buffer | null,
        },
        answer,
      );
      return answer;
    },
    async close() {
      await pool.close();
      deadlines.close();
    },
  };
}

function connectorFor({ url, tls }: Target): buildConnector.connector {
  if (url.protocol === 'http:') return patientConnector;
  return patientSecureConnector({ ...tls, allowH2: false, timeout: CONNECT_TIMEOUT_MS });
}

/** undici has no way to send a body that has to be asked for, none for trailers, and none for `*`. */
function canCarry({ expectContinue, trailers, path }: Outbound): boolean {
  return !expectContinue && !trailers && path !== '*';
}

class LeanAnswer extends Waiting implements Dispatcher.DispatchHandler, Flow {
  readonly #sink: AnswerSink;
  readonly #deadlines: HeadDeadlines | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #aborted = false;
  #isHeadRead = false;

  /** Waits for its head until its deadline; for ever where there are none. */
  constructor(sink: AnswerSink, deadlines: HeadDeadlines | undefined) {
    super();
    this.#sink = sink;
    this.#deadlines = deadlines;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#aborted) controller.abort(new ClientGone());
    else this.#deadlines?.begin(this);
  }

  override timedOut(afterMs: number): void {
    this.#controller?.abort(new UpstreamTimeoutError(afterMs));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    reason?: string,
  ): void {
    const raw = text(controller.rawHeaders);
    if (isInterim(status)) {
      this.#sink.interim(status, raw);
      return;
    }
    this.#deadlines?.end(this);
    if (!isFinal(status)) {
      controller.abort(new InvalidStatusError(status));
      return;
    }
    let head: AnswerHead;
    try {
      head = answerHead(status, reason ?? '', raw);
    } catch (error) {
      controller.abort(error as Error);
      return;
    }
    this.#isHeadRead = true;
    this.#sink.head(head, this);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // undici gives an empty piece after a pause; to a sink a piece always has bytes.
    if (chunk.length > 0) this.#sink.data(chunk);
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    this.#sink.end(text(controller.rawTrailers));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#deadlines?.end(this);
    if (!this.#aborted) this.#sink.fail(upstreamFailure(error, this.#isHeadRead));
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#deadlines?.end(this);
    this.#controller?.abort(new ClientGone());
  }
}

class ClientGone extends Error {
  readonly code = 'CLIENT_GONE';
}

function text(raw: Dispatcher.DispatchController['rawHeaders']): RawHeaders {
  if (!Array.isArray(raw)) return [];
  const fields: string[] = [];
  for (const part of raw) fields.push(typeof part === 'string' ? part : part.toString('latin1'));
  return fields;
}

/**
 * The body of a message. An upstream that answers early stops reading it; the message must survive
 * that, since the answer still has to go back on its connection, so what is left is thrown away.
 */
async function* piecesOf(message: IncomingMessage): AsyncIterable<Buffer> {
  try {
    for await (const chunk of message.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } finally {
    message.resume();
  }
}
