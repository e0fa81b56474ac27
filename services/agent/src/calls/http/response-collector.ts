import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { TimeLimit } from './call-watch.ts';
import { WireError, type WirePhase, wireError } from './wire-error.ts';

/** A longer answer is given up: no tool of an agent reads more. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface ReceivedAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface CollectorOptions {
  readonly resolve: (answer: ReceivedAnswer) => void;
  readonly reject: (error: WireError) => void;
  /** 0 ms is no limit. Covers everything from the queue to the last byte of the body. */
  readonly limit: TimeLimit;
  readonly signal: AbortSignal | undefined;
}

/**
 * Gathers one response into text. Settles exactly once, and at once when the limit is over or the
 * signal fires, even if the connection is still being made.
 */
export class ResponseCollector implements Dispatcher.DispatchHandler {
  readonly #options: CollectorOptions;
  readonly #timer: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #phase: WirePhase = 'connecting';
  #status = 0;
  #statusText = '';
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #bytes = 0;
  #broken: WireError | undefined;

  constructor(options: CollectorOptions) {
    this.#options = options;
    const { ms } = options.limit;
    if (ms > 0) this.#timer = setTimeout(this.#onLimit, ms);
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#broken !== undefined) {
      controller.abort(this.#broken);
      return;
    }
    this.#phase = 'sent';
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusText?: string,
  ): void {
    if (status < 200) return;
    this.#phase = 'answering';
    this.#status = status;
    this.#statusText = statusText ?? '';
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_BODY_BYTES) {
      const message = `the body is larger than ${MAX_BODY_BYTES} bytes`;
      this.#break(new WireError('malformed', this.#phase, message, 'ERR_BODY_TOO_LARGE'));
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#broken !== undefined) return;
    this.#release();
    const [first = EMPTY] = this.#chunks;
    const body = this.#chunks.length > 1 ? Buffer.concat(this.#chunks) : first;
    this.#options.resolve({
      status: this.#status,
      statusText: this.#statusText,
      headers: flat(this.#headers),
      body: body.toString('utf8'),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#break(wireError(error, this.#phase));
  }

  #onLimit = (): void => {
    const { ms, condition } = this.#options.limit;
    this.#break(new WireError(condition, this.#phase, `no answer within ${ms} ms`, 'ETIMEDOUT'));
  };

  #onAbort = (): void => {
    this.#break(new WireError('close', this.#phase, 'the call was called off', 'ERR_CANCELED'));
  };

  #break(error: WireError): void {
    if (this.#broken !== undefined) return;
    this.#broken = error;
    this.#release();
    this.#options.reject(error);
    this.#controller?.abort(error);
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }
}

const EMPTY = Buffer.alloc(0);

/** Of these the first one counts, as node:http has it and the clients that are built on it. */
const SINGLE: ReadonlySet<string> = new Set([
  'age',
  'content-length',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'retry-after-ms',
]);

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined) continue;
    if (typeof value === 'string') out[name] = value;
    else out[name] = (SINGLE.has(name) ? value[0] : value.join(', ')) ?? '';
  }
  return out;
}
