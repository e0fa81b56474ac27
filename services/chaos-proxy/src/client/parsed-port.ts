import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { AnswerHead, RawHeaders } from '../upstream/forwarder.ts';
import { made, withoutTrailerField } from './answer-text.ts';
import type { ClientListener, ClientPort, MadeAnswer } from './client-port.ts';
import { interimText } from './interim-text.ts';
import { ownConnection } from './own-connection.ts';

const ONE_WRITE_BYTES = 16 * 1024;

/** A port to the client of a request that node's parser has read. */
export class ParsedPort implements ClientPort {
  readonly #response: ServerResponse;
  #listener: ClientListener | undefined;
  #head: AnswerHead | undefined;
  #more: RawHeaders = [];
  #started = false;
  #ended = false;
  #closed = false;
  #drains = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.on('close', () => this.#attempt(() => this.#onClose()));
  }

  get method(): string {
    return this.#response.req.method ?? 'GET';
  }

  get address(): string | undefined {
    return this.#response.req.socket.remoteAddress;
  }

  get status(): number | null {
    return this.#response.headersSent ? this.#response.statusCode : null;
  }

  get isGone(): boolean {
    return this.#closed || this.#response.destroyed;
  }

  attend(listener: ClientListener): void {
    this.#listener = listener;
  }

  interim(status: number, headers: RawHeaders): void {
    const { headersSent, socket, req } = this.#response;
    // One that waits for the answer to an earlier request has no socket; its hints would be late.
    if (headersSent || socket === null || !socket.writable || req.httpVersion === '1.0') return;
    const text = interimText(status, headers);
    if (text !== '') socket.write(text, 'latin1');
  }

  invite(): void {
    if (!this.#response.headersSent) this.#response.writeContinue();
  }

  head(head: AnswerHead, more: RawHeaders): void {
    this.#head = head;
    this.#more = more;
    // Most bodies come with their head; waiting for the end of this turn saves a packet.
    queueMicrotask(() => this.#attempt(() => this.flushHead()));
  }

  flushHead(): void {
    if (this.#head === undefined || this.#started || this.isGone) return;
    this.#start();
    // Not flushHeaders, which writes as UTF-8 what came as single bytes.
    this.#response.write('', 'latin1');
  }

  data(chunk: Buffer): boolean {
    if (this.#ended || this.isGone) return true;
    if (!this.#started) {
      this.#start();
      if (this.#head?.contentLength === chunk.length) {
        this.#ended = true;
        // As one string with its head it takes one plain write; latin1 keeps every byte.
        if (chunk.length > ONE_WRITE_BYTES) this.#response.end(chunk);
        else this.#response.end(chunk.toString('latin1'), 'latin1');
        return true;
      }
    }
    return this.#response.write(chunk) || this.#waitForDrain();
  }

  end(trailers: RawHeaders): void {
    if (this.#ended || this.isGone) return;
    this.#ended = true;
    if (!this.#started) this.#start();
    if (trailers.length > 0 && this.#isChunked()) this.#response.addTrailers(pairs(trailers));
    this.#response.end();
  }

  answer(answer: MadeAnswer): void {
    if (this.#ended || this.isGone || this.#response.headersSent) return;
    this.#ended = true;
    const { head, body } = made(answer);
    this.#response.writeHead(head.status, head.headers as string[]);
    this.#response.end(body);
  }

  refuse(answer: MadeAnswer): void {
    this.#response.shouldKeepAlive = false;
    this.answer(answer);
  }

  break(): void {
    const { headersSent, socket } = this.#response;
    const closeDelimited = headersSent && this.#head?.contentLength === null && !this.#isChunked();
    if (closeDelimited && socket !== null) socket.resetAndDestroy();
    else this.#response.destroy();
  }

  connection(): Promise<Socket | null> {
    this.flushHead();
    if (this.isGone) return Promise.resolve(null);
    return ownConnection(this.#response);
  }

  #start(): void {
    this.#started = true;
    const head = this.#head as AnswerHead;
    const headers = this.#isChunked() ? head.headers : withoutTrailerField(head.headers);
    const all = this.#more.length > 0 ? [...headers, ...this.#more] : (headers as string[]);
    this.#response.writeHead(head.status, head.reason, all);
  }

  /** Whether the body goes in chunks, which have a place for trailers. */
  #isChunked(): boolean {
    const { method, httpVersion } = this.#response.req;
    const { status, contentLength } = this.#head as AnswerHead;
    if (method === 'HEAD' || status === 204 || status === 304) return false;
    return contentLength === null && httpVersion !== '1.0';
  }

  #waitForDrain(): false {
    if (!this.#drains) {
      this.#drains = true;
      this.#response.on('drain', () => this.#attempt((listener) => listener.drained()));
    }
    return false;
  }

  #onClose(): void {
    this.#closed = true;
    if (this.#response.writableFinished) this.#listener?.delivered();
    else this.#listener?.gone();
  }

  #attempt(act: (listener: ClientListener) => void): void {
    const listener = this.#listener;
    if (listener === undefined) return;
    try {
      act(listener);
    } catch (error) {
      listener.crashed(error);
    }
  }
}

function pairs(raw: RawHeaders): [string, string][] {
  const fields: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    fields.push([raw[i] as string, raw[i + 1] as string]);
  }
  return fields;
}
