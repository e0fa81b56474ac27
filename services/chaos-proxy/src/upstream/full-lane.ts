import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { answerHead } from './answer-head.ts';
import type { AnswerHead, AnswerSink, Flow, Lane, Outbound, RawHeaders } from './forwarder.ts';
import { limitWait } from './limit-wait.ts';
import { PatientAgent, PatientSecureAgent } from './patient-socket.ts';
import { InvalidStatusError, isFinal } from './status.ts';
import { MAX_HEAD_BYTES, type Target } from './target.ts';
import { UnaskedUpgradeError, upstreamFailure } from './upstream-failure.ts';
import { writeHead } from './write-head.ts';

/** A new connection for every request, so that none meets one that the upstream is closing. */
export function fullLaneAgent({ url, tls }: Target): Agent {
  const options = { keepAlive: false, maxHeaderSize: MAX_HEAD_BYTES };
  return url.protocol === 'https:'
    ? new PatientSecureAgent({ ...options, ...tls })
    : new PatientAgent(options);
}

/** Carries whatever HTTP/1.1 allows, with node's own client: trailers, and a body that is asked for. */
export function createFullLane(target: Target, agent: Agent): Lane {
  const { url, timeoutMs } = target;
  const open = url.protocol === 'https:' ? secureRequest : request;
  return {
    takes: () => true,
    forward(outbound, sink) {
      const { method } = outbound;
      const outgoing = open(url, { agent, method, setHost: false, maxHeaderSize: MAX_HEAD_BYTES });
      // All fields count, however many; their bytes are bounded.
      outgoing.maxHeadersCount = 0;
      const exchange = new FullExchange(outgoing, outbound, sink);
      writeHead(outgoing, outbound, target);
      limitWait(outgoing, timeoutMs);
      exchange.send();
      return exchange;
    },
    async close() {
      agent.destroy();
    },
  };
}

class FullExchange implements Flow {
  readonly #outgoing: ClientRequest;
  readonly #outbound: Outbound;
  readonly #sink: AnswerSink;
  #answer: IncomingMessage | undefined;
  #over = false;

  constructor(outgoing: ClientRequest, outbound: Outbound, sink: AnswerSink) {
    this.#outgoing = outgoing;
    this.#outbound = outbound;
    this.#sink = sink;
    outgoing.on('information', ({ statusCode, rawHeaders }) =>
      sink.interim(statusCode, rawHeaders),
    );
    outgoing.once('response', (answer) => this.#receive(answer));
    outgoing.once('upgrade', (_answer, socket) => {
      this.#fail(new UnaskedUpgradeError());
      socket.destroy();
    });
    outgoing.on('error', (error) => this.#fail(error));
    outgoing.on('close', () => {
      // An answer that has come whole may still wait for a slow client to read it.
      if (this.#answer?.complete !== true) this.#fail(CLOSED_EARLY);
    });
  }

  send(): void {
    const outgoing = this.#outgoing;
    const { body, expectContinue } = this.#outbound;
    if (body === null || Buffer.isBuffer(body)) {
      outgoing.end(body ?? undefined);
      return;
    }
    body.once('end', () => {
      if (body.rawTrailers.length > 0) outgoing.addTrailers(pairs(body.rawTrailers));
    });
    if (expectContinue) {
      outgoing.setHeader('Expect', '100-continue');
      outgoing.flushHeaders();
    }
    body.pipe(outgoing);
  }

  pause(): void {
    this.#answer?.pause();
  }

  resume(): void {
    this.#answer?.resume();
  }

  abort(): void {
    this.#over = true;
    this.#outgoing.destroy();
  }

  #receive(answer: IncomingMessage): void {
    const { statusCode = 0, statusMessage = '', rawHeaders } = answer;
    this.#answer = answer;
    answer.on('error', (error) => this.#fail(error));
    let head: AnswerHead;
    try {
      if (!isFinal(statusCode)) throw new InvalidStatusError(statusCode);
      head = answerHead(statusCode, statusMessage, rawHeaders);
    } catch (error) {
      this.#fail(error);
      this.#outgoing.destroy();
      return;
    }
    answer.on('close', () => {
      this.#leaveUpload();
      this.#fail(CLOSED_EARLY);
    });
    this.#sink.head(head, this);
    if (endsAtHead(this.#outbound.method, statusCode)) {
      // Whatever follows is no part of the answer, and no reason to doubt it.
      this.#over = true;
      this.#leaveUpload();
      this.#sink.end([]);
      this.#outgoing.destroy();
      return;
    }
    answer.on('data', (chunk: Buffer) => {
      if (!this.#over) this.#sink.data(chunk);
    });
    answer.on('end', () => {
      if (!answer.complete || this.#over) return;
      this.#over = true;
      this.#sink.end(answer.rawTrailers);
    });
  }

  /** An upstream that answers early reads no more of the body; the client may still be sending it. */
  #leaveUpload(): void {
    const { body } = this.#outbound;
    if (body === null || Buffer.isBuffer(body) || this.#outgoing.writableFinished) return;
    body.unpipe(this.#outgoing);
    body.resume();
    this.#outgoing.destroy();
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#leaveUpload();
    this.#sink.fail(upstreamFailure(error));
  }
}

function endsAtHead(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

const CLOSED_EARLY = Object.assign(new Error('closed early'), { code: 'ECONNRESET' });

function pairs(raw: RawHeaders): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [
    raw[2 * i] as string,
    raw[2 * i + 1] as string,
  ]);
}
