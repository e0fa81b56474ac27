import type { CallEnd } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { MadeAnswer } from '../faults/fault.ts';
import type {
  AnswerHead,
  AnswerSink,
  Flow,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';
import type { OpenCall, PlainWire } from '../client/plain-connection.ts';
import type { Ruling } from '../ruling.ts';
import {
  answerHeadText,
  areTransferable,
  fieldLines,
  isTransferable,
} from '../client/answer-text.ts';
import { interimText } from '../client/interim-text.ts';
import { failureAnswer } from './problem-answer.ts';

const NOTHING = Buffer.alloc(0);
const ONE_WRITE_BYTES = 16 * 1024;
const LAST_CHUNK = '0\r\n';
const UNTRANSFERABLE: UpstreamFailure = {
  end: 'upstream-invalid',
  detail: 'the upstream failed: its head has characters that no field may have',
};

/**
 * A plain request whose real answer goes to the client as it comes, written straight to its
 * connection: what `Call` and `Relay` do for all other requests, without a response object.
 */
export class PlainCall implements AnswerSink, OpenCall {
  readonly #wire: PlainWire;
  readonly #ruling: Pick<Ruling, 'settle'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #bodiless: boolean;
  readonly #sentAt: number;
  #flow: Flow | undefined;
  #head: AnswerHead | undefined;
  #framing: 'length' | 'chunks' | 'none' = 'none';
  #isStarted = false;
  #isOver = false;
  #status: number | null = null;
  #upstreamStatus: number | null = null;
  #upstreamMs: number | null = null;

  constructor(
    wire: PlainWire,
    ruling: Pick<Ruling, 'settle'>,
    method: string,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#wire = wire;
    this.#ruling = ruling;
    this.#clock = clock;
    this.#bodiless = method === 'HEAD';
    this.#sentAt = clock.now();
  }

  /** Takes the control over the exchange that this call began. */
  begun(flow: Flow): void {
    this.#flow = flow;
  }

  interim(status: number, headers: RawHeaders): void {
    if (this.#isOver || this.#isStarted) return;
    const text = interimText(status, headers);
    if (text !== '') this.#wire.socket.write(text, 'latin1');
  }

  head(head: AnswerHead, flow: Flow): void {
    if (this.#isOver) return;
    this.#head = head;
    this.#flow = flow;
    if (!isTransferable(head.reason) || !areTransferable(head.headers)) {
      flow.abort();
      this.fail(UNTRANSFERABLE);
      return;
    }
    this.#upstreamStatus = head.status;
    this.#upstreamMs = this.#clock.now() - this.#sentAt;
    this.#framing = this.#framingOf(head);
    // Most bodies come with their head; waiting for the end of this turn saves a packet.
    queueMicrotask(this.#flushHead);
  }

  data(chunk: Buffer): void {
    // An empty piece in the chunked framing is the end of the body.
    if (this.#isOver || this.#framing === 'none' || chunk.length === 0) return;
    const start = this.#isStarted ? '' : this.#start();
    const framed = this.#framing === 'chunks';
    const before = framed ? `${start}${chunk.length.toString(16)}\r\n` : start;
    if (!this.#write(before, chunk, framed ? '\r\n' : '')) this.#flow?.pause();
  }

  end(trailers: RawHeaders): void {
    if (this.#isOver) return;
    const start = this.#isStarted ? '' : this.#start();
    const last = this.#framing === 'chunks' ? `${LAST_CHUNK}${fieldLines(trailers)}\r\n` : '';
    const text = start + last;
    if (text !== '') this.#wire.socket.write(text, 'latin1');
    this.#finish('complete');
  }

  /** A client that has its head already can only be told by breaking its connection. */
  fail(failure: UpstreamFailure): void {
    if (this.#isOver) return;
    if (this.#isStarted) {
      this.#settle(failure.end);
      this.#wire.socket.destroy();
      return;
    }
    this.#isStarted = true;
    this.#refuse(failureAnswer(failure));
    this.#finish(failure.end);
  }

  drained(): void {
    this.#flow?.resume();
  }

  gone(): void {
    if (this.#isOver) return;
    this.#flow?.abort();
    this.#settle('client-abort');
  }

  #framingOf({ status, contentLength }: AnswerHead): 'length' | 'chunks' | 'none' {
    if (this.#bodiless || status === 204 || status === 304) return 'none';
    return contentLength === null ? 'chunks' : 'length';
  }

  readonly #flushHead = (): void => {
    if (this.#isOver || this.#isStarted) return;
    this.#wire.socket.write(this.#start(), 'latin1');
  };

  /** The bytes before the body. */
  #start(): string {
    this.#isStarted = true;
    const head = this.#head as AnswerHead;
    this.#status = head.status;
    return answerHeadText(head, {
      chunked: this.#framing === 'chunks',
      isLast: this.#wire.isLast,
      keepAliveS: this.#wire.keepAliveS,
      now: this.#clock.now(),
    });
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

  #refuse({ status, headers, body }: MadeAnswer): void {
    const bytes = Buffer.from(body);
    this.#status = status;
    const head = {
      status,
      headers: [...headers, 'Content-Length', String(bytes.length)],
    };
    const { isLast, keepAliveS, socket } = this.#wire;
    const text = answerHeadText(head, {
      chunked: false,
      isLast,
      keepAliveS,
      now: this.#clock.now(),
    });
    socket.write(this.#bodiless ? text : text + bytes.toString('latin1'), 'latin1');
  }

  /** The call is over once its last byte has left the process. */
  #finish(end: CallEnd): void {
    const { socket } = this.#wire;
    if (socket.writableLength === 0) this.#conclude(end);
    else socket.write(NOTHING, (error) => (error ? undefined : this.#conclude(end)));
  }

  #conclude(end: CallEnd): void {
    if (this.#isOver) return;
    this.#settle(end);
    this.#wire.answered();
  }

  #settle(end: CallEnd): void {
    this.#isOver = true;
    this.#ruling.settle({
      end,
      status: this.#status,
      upstreamStatus: this.#upstreamStatus,
      upstreamMs: this.#upstreamMs,
    });
  }
}
