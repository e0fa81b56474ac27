import type { Transform } from 'node:stream';
import type {
  AnswerHead,
  AnswerSink,
  Flow,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';
import { EventSplitter } from '../sse/event-splitter.ts';
import { type SseEvent, sseReader } from '../sse/sse-event.ts';
import { hasBody, headerValue, onHead, withoutHeaders } from './answer.ts';
import { breakOff } from './break-off.ts';
import type { FaultCall } from './fault.ts';
import { streamDecoder } from './stream-decoder.ts';

/** What a fault can do with the stream that the client gets. */
export interface StreamOut {
  write(bytes: Buffer): void;
  /** Ends it as a whole answer ends; what the upstream still sends is not asked for. */
  close(): void;
  /** Breaks the client's connection behind what was written. */
  breakOff(how: 'fin' | 'rst'): void;
  /** Writes nothing more of what still comes; it is read and lost. */
  stop(): void;
  /** Asks the upstream to wait, and to go on. */
  pause(): void;
  resume(): void;
}

/** What a fault makes of the real stream. Its bytes go out only where it writes them. */
export interface StreamIn {
  /** The head has gone out. */
  begin?(): void;
  event(event: SseEvent): void;
  /** A part of an event that is too long to keep; `isLast` says that the event ends with it. */
  part(bytes: Buffer, isLast: boolean): void;
  /** The real stream has ended well; `rest` belongs to no event. */
  end(rest: Buffer): void;
}

const NOTHING = Buffer.alloc(0);

/**
 * Hands a stream of events over event by event, its encoding removed; any other answer is relayed
 * as it is. `holds` takes one of the bounded places for held connections.
 */
export function eventStream(
  call: FaultCall,
  open: (out: StreamOut) => StreamIn,
  { holds = false } = {},
): AnswerSink {
  return onHead(call, (head) => {
    if (!hasBody(call, head) || head.status < 200 || head.status > 299) {
      call.suppress('phase-impossible');
      return call.relay;
    }
    const decoder = streamDecoder(headerValue(head.headers, 'content-encoding'));
    if (!isEventStream(head) || decoder === 'unknown') {
      call.suppress('no-stream');
      return call.relay;
    }
    if (holds && !call.takePlace()) return call.relay;
    return new EventStream(call, open, decoder);
  });
}

export function isEventStream({ headers }: AnswerHead): boolean {
  const [type = ''] = (headerValue(headers, 'content-type') ?? '').split(';');
  return type.trim().toLowerCase() === 'text/event-stream';
}

/** The same head for a body whose length and encoding are not those of the upstream's. */
function unsized(head: AnswerHead): AnswerHead {
  const headers = withoutHeaders(head.headers, ['content-length', 'content-encoding', 'trailer']);
  return { ...head, headers, contentLength: null };
}

class EventStream implements AnswerSink, StreamOut {
  readonly #call: FaultCall;
  readonly #in: StreamIn;
  readonly #decoder: Transform | undefined;
  readonly #splitter = new EventSplitter();
  readonly #read = sseReader();
  #flow: Flow | undefined;
  #isOver = false;

  constructor(call: FaultCall, open: (out: StreamOut) => StreamIn, decoder: Transform | undefined) {
    this.#call = call;
    this.#decoder = decoder;
    this.#in = open(this);
    decoder?.on('data', (chunk: Buffer) => call.run(() => this.#take(chunk)));
    decoder?.once('end', () => call.run(() => this.#finish()));
    decoder?.once('error', () =>
      call.run(() => this.#fail('the upstream failed: its content encoding is broken')),
    );
  }

  interim(status: number, headers: RawHeaders): void {
    this.#call.relay.interim(status, headers);
  }

  head(head: AnswerHead, flow: Flow): void {
    this.#flow = flow;
    this.#call.relay.head(unsized(head), {
      pause: () => this.pause(),
      resume: () => this.resume(),
      abort: () => flow.abort(),
    });
    this.#in.begin?.();
  }

  data(chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#decoder === undefined) this.#take(chunk);
    else if (!this.#decoder.write(chunk)) this.#waitForDecoder(this.#decoder);
  }

  end(): void {
    if (this.#isOver) return;
    if (this.#decoder === undefined) this.#finish();
    else this.#decoder.end();
  }

  fail(failure: UpstreamFailure): void {
    if (this.#isOver) return;
    this.stop();
    this.#call.relay.fail(failure);
  }

  write(bytes: Buffer): void {
    if (bytes.length > 0) this.#call.relay.data(bytes);
  }

  stop(): void {
    this.#isOver = true;
    this.#decoder?.destroy();
  }

  pause(): void {
    this.#flow?.pause();
    this.#decoder?.pause();
  }

  resume(): void {
    this.#decoder?.resume();
    this.#flow?.resume();
  }

  /** The upstream is left, since nobody reads it any more. */
  close(): void {
    this.stop();
    this.#call.relay.end([]);
    this.#flow?.abort();
  }

  breakOff(how: 'fin' | 'rst'): void {
    this.stop();
    breakOff(this.#call, how);
  }

  #take(chunk: Buffer): void {
    for (const { bytes, kind } of this.#splitter.push(chunk)) {
      if (this.#isOver) return;
      if (kind === 'whole') this.#in.event(this.#read(bytes));
      else this.#in.part(bytes, kind === 'last-part');
    }
  }

  #finish(): void {
    if (this.#isOver) return;
    const { pieces, rest } = this.#splitter.end();
    for (const { bytes } of pieces) {
      if (!this.#isOver) this.#in.event(this.#read(bytes));
    }
    if (!this.#isOver) this.#in.end(rest.length === 0 ? NOTHING : rest);
  }

  #waitForDecoder(decoder: Transform): void {
    this.#flow?.pause();
    decoder.once('drain', () => this.#flow?.resume());
  }

  #fail(detail: string): void {
    this.#flow?.abort();
    this.fail({ end: 'upstream-invalid', detail });
  }
}
