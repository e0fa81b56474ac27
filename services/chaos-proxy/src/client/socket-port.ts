import type { Socket } from 'node:net';
import type { AnswerHead, RawHeaders } from '../upstream/forwarder.ts';
import { answerHeadText, fieldLines, made } from './answer-text.ts';
import type { ClientListener, ClientPort, MadeAnswer } from './client-port.ts';
import { interimText } from './interim-text.ts';

const NOTHING = Buffer.alloc(0);
const NO_FIELDS: RawHeaders = [];
const ONE_WRITE_BYTES = 16 * 1024;

/** What the connection of a port says about itself. */
export type Wire = {
  readonly socket: Socket;
  /** Whether the connection ends with this answer. */
  readonly isLast: boolean;
  /** Seconds that the connection stays open after an answer. */
  readonly keepAliveS: number;
  /** Unix milliseconds. */
  now(): number;
  /** The answer is out; the next request may come. */
  answered(): void;
};

/** A port to a client of HTTP/1.1 that writes straight to its socket, one answer after the other. */
export class SocketPort implements ClientPort {
  readonly #wire: Wire;
  method = '';
  status: number | null = null;
  #listener: ClientListener | undefined;
  #head: AnswerHead | undefined;
  #more: RawHeaders = NO_FIELDS;
  #framing: 'length' | 'chunks' | 'none' = 'none';
  #isOver = false;
  #isRefused = false;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get address(): string | undefined {
    return this.#wire.socket.remoteAddress;
  }

  get isGone(): boolean {
    return this.#isOver || this.#wire.socket.destroyed;
  }

  /** Makes it the port of the next request. */
  begin(method: string): void {
    this.method = method;
    this.status = null;
    this.#listener = undefined;
    this.#head = undefined;
    this.#isOver = false;
  }

  attend(listener: ClientListener): void {
    this.#listener = listener;
  }

  interim(status: number, headers: RawHeaders): void {
    if (this.#isOver || this.status !== null) return;
    const text = interimText(status, headers);
    if (text !== '') this.#wire.socket.write(text, 'latin1');
  }

  /** Nobody waits to be asked here: whoever reads for this port has read the whole request. */
  invite(): void {}

  head(head: AnswerHead, more: RawHeaders): void {
    if (this.#isOver) return;
    this.#head = head;
    this.#more = more;
    this.#framing = this.#framingOf(head);
    // Most bodies come with their head; waiting for the end of this turn saves a packet.
    queueMicrotask(this.#flushLater);
  }

  flushHead(): void {
    if (this.#isOver || this.status !== null || this.#head === undefined) return;
    this.#wire.socket.write(this.#start(), 'latin1');
  }

  data(chunk: Buffer): boolean {
    // An empty piece in the chunked framing is the end of the body.
    if (this.#isOver || this.#framing === 'none' || chunk.length === 0) return true;
    const start = this.status === null ? this.#start() : '';
    const framed = this.#framing === 'chunks';
    const before = framed ? `${start}${chunk.length.toString(16)}\r\n` : start;
    return this.#write(before, chunk, framed ? '\r\n' : '');
  }

  end(trailers: RawHeaders): void {
    if (this.#isOver) return;
    const start = this.status === null ? this.#start() : '';
    const last = this.#framing === 'chunks' ? `0\r\n${fieldLines(trailers)}\r\n` : '';
    const text = start + last;
    if (text !== '') this.#wire.socket.write(text, 'latin1');
    this.#finish();
  }

  answer(answer: MadeAnswer): void {
    if (this.#isOver || this.status !== null) return;
    const { head, body } = made(answer);
    this.#head = head;
    this.#more = NO_FIELDS;
    this.#framing = this.#framingOf(head);
    const start = this.#start();
    const text = this.#framing === 'none' ? start : start + body.toString('latin1');
    this.#wire.socket.write(text, 'latin1');
    this.#finish();
  }

  refuse(answer: MadeAnswer): void {
    this.#isRefused = true;
    this.answer(answer);
  }

  break(): void {
    this.#wire.socket.destroy();
  }

  connection(): Promise<Socket | null> {
    this.flushHead();
    const { socket } = this.#wire;
    if (this.isGone) return Promise.resolve(null);
    if (this.status === null) return Promise.resolve(socket);
    return new Promise((resolve) => {
      socket.once('close', () => resolve(null));
      socket.write(NOTHING, () => resolve(socket.destroyed ? null : socket));
    });
  }

  drained(): void {
    this.#attempt((listener) => listener.drained());
  }

  closed(): void {
    this.#isOver = true;
    this.#attempt((listener) => listener.gone());
  }

  get #isLast(): boolean {
    return this.#isRefused || this.#wire.isLast;
  }

  #framingOf({ status, contentLength }: AnswerHead): 'length' | 'chunks' | 'none' {
    if (this.method === 'HEAD' || status === 204 || status === 304) return 'none';
    return contentLength === null ? 'chunks' : 'length';
  }

  readonly #flushLater = (): void => this.#attempt(() => this.flushHead());

  /** The bytes before the body. */
  #start(): string {
    const head = this.#head as AnswerHead;
    const text = answerHeadText(head, this.#more, {
      chunked: this.#framing === 'chunks',
      isLast: this.#isLast,
      keepAliveS: this.#wire.keepAliveS,
      now: this.#wire.now(),
    });
    this.status = head.status;
    return text;
  }

  #write(before: string, chunk: Buffer, after: string): boolean {
    const { socket } = this.#wire;
    // As one string with its frame a small body takes one plain write; latin1 keeps every byte.
    if (chunk.length <= ONE_WRITE_BYTES) {
      return socket.write(before + chunk.toString('latin1') + after, 'latin1');
    }
    socket.cork();
    if (before !== '') socket.write(before, 'latin1');
    const takesMore = socket.write(chunk);
    if (after !== '') socket.write(after, 'latin1');
    socket.uncork();
    return takesMore;
  }

  /** The answer is over once its last byte has left the process. */
  #finish(): void {
    this.#isOver = true;
    const { socket } = this.#wire;
    if (socket.writableLength === 0) this.#conclude();
    else socket.write(NOTHING, (error) => (error ? undefined : this.#conclude()));
  }

  #conclude(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    try {
      listener?.delivered();
      if (this.#isLast) this.#wire.socket.destroySoon();
      else this.#wire.answered();
    } catch (error) {
      listener?.crashed(error);
    }
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
