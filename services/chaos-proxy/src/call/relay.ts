import type { ServerResponse } from 'node:http';
import type { MadeAnswer } from '../faults/fault.ts';
import type {
  AnswerHead,
  AnswerSink,
  Flow,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';
import { withoutHeaders } from '../faults/answer.ts';
import { interimText } from '../client/interim-text.ts';
import { failureAnswer } from './problem-answer.ts';

const ONE_WRITE_BYTES = 16 * 1024;

/** What the relay tells the call it works for. */
export interface RelayHost {
  readonly response: ServerResponse;
  readonly reveal: RawHeaders;
  /** Sends a response of the proxy's own. */
  refuse(answer: MadeAnswer): void;
  answered(status: number): void;
  completed(): void;
  failed(failure: UpstreamFailure): void;
}

/** Gives the real answer to the client as it comes, with the client's pace as back-pressure. */
export class Relay implements AnswerSink {
  readonly #host: RelayHost;
  #head: AnswerHead | undefined;
  #flow: Flow | undefined;
  #started = false;
  #ended = false;
  #drains = false;

  constructor(host: RelayHost) {
    this.#host = host;
  }

  interim(status: number, headers: RawHeaders): void {
    const { response } = this.#host;
    const { headersSent, socket, req } = response;
    // One that waits for the answer to an earlier request has no socket; its hints would be late.
    if (headersSent || socket === null || !socket.writable || req.httpVersion === '1.0') return;
    const text = interimText(status, headers);
    if (text !== '') socket.write(text, 'latin1');
  }

  head(head: AnswerHead, flow: Flow): void {
    this.#head = head;
    this.#flow = flow;
    this.#host.answered(head.status);
    // Most bodies come with their head; waiting for the end of this turn saves a packet.
    queueMicrotask(() => this.flushHead());
  }

  data(chunk: Buffer): void {
    const { response } = this.#host;
    if (this.#ended || response.destroyed) return;
    if (!this.#started) {
      this.#start();
      if (this.#head?.contentLength === chunk.length) {
        this.#finish(chunk);
        return;
      }
    }
    if (!response.write(chunk)) this.#waitForDrain();
  }

  end(trailers: RawHeaders): void {
    if (this.#ended) return;
    if (!this.#started) this.#start();
    const { response } = this.#host;
    if (trailers.length > 0 && this.#head?.contentLength === null) {
      response.addTrailers(pairs(trailers));
    }
    this.#finish();
  }

  /** A client that has its head already can only be told by breaking its connection. */
  fail(failure: UpstreamFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#host.failed(failure);
    const { response } = this.#host;
    if (!response.headersSent) {
      this.#host.refuse(failureAnswer(failure));
      return;
    }
    const closeDelimited = this.#head?.contentLength === null && !response.chunkedEncoding;
    if (closeDelimited) response.socket?.resetAndDestroy();
    else response.destroy();
  }

  /** Sends the head now, where it has come and was held back. */
  flushHead(): void {
    if (this.#head === undefined || this.#started || this.#ended) return;
    this.#start();
    this.#host.response.flushHeaders();
  }

  #start(): void {
    this.#started = true;
    const head = this.#head as AnswerHead;
    const { response, reveal } = this.#host;
    let headers = head.headers as string[];
    if (!this.#isChunked(head)) {
      headers = hasTrailerField(headers) ? withoutHeaders(headers, ['trailer']) : headers;
    }
    if (reveal.length > 0) headers = [...headers, ...reveal];
    response.writeHead(head.status, head.reason, headers);
  }

  /** Whether the answer has a place for trailers. */
  #isChunked({ status, contentLength }: AnswerHead): boolean {
    const { method, httpVersion } = this.#host.response.req;
    if (method === 'HEAD' || status === 204 || status === 304) return false;
    return contentLength === null && httpVersion !== '1.0';
  }

  #finish(chunk?: Buffer): void {
    this.#ended = true;
    this.#host.completed();
    if (chunk === undefined) this.#host.response.end();
    // As one string with its head it takes one plain write; latin1 keeps every byte.
    else if (chunk.length <= ONE_WRITE_BYTES) {
      this.#host.response.end(chunk.toString('latin1'), 'latin1');
    } else this.#host.response.end(chunk);
  }

  #waitForDrain(): void {
    this.#flow?.pause();
    if (this.#drains) return;
    this.#drains = true;
    this.#host.response.on('drain', () => this.#flow?.resume());
  }
}

function hasTrailerField(headers: RawHeaders): boolean {
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string;
    if (name.length === 7 && name.toLowerCase() === 'trailer') return true;
  }
  return false;
}

function pairs(raw: RawHeaders): [string, string][] {
  const fields: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    fields.push([raw[i] as string, raw[i + 1] as string]);
  }
  return fields;
}
