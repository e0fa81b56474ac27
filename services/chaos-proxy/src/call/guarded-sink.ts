import type {
  AnswerHead,
  AnswerSink,
  Flow,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';

/** What hears of an answer on its way to a sink. */
export interface SinkWatcher {
  answered(status: number): void;
  upstreamFailed(): void;
  /** The sink threw. */
  crashed(error: unknown): void;
}

/**
 * The door between the upstream and what takes its answer: tells the call of status and failure, and
 * keeps whatever the sink throws from the events of a connection that others use too.
 */
export class GuardedSink implements AnswerSink {
  readonly #sink: AnswerSink;
  readonly #watcher: SinkWatcher;

  constructor(sink: AnswerSink, watcher: SinkWatcher) {
    this.#sink = sink;
    this.#watcher = watcher;
  }

  interim(status: number, headers: RawHeaders): void {
    try {
      this.#sink.interim(status, headers);
    } catch (error) {
      this.#watcher.crashed(error);
    }
  }

  head(head: AnswerHead, flow: Flow): void {
    try {
      this.#watcher.answered(head.status);
      this.#sink.head(head, flow);
    } catch (error) {
      this.#watcher.crashed(error);
    }
  }

  data(chunk: Buffer): void {
    try {
      this.#sink.data(chunk);
    } catch (error) {
      this.#watcher.crashed(error);
    }
  }

  end(trailers: RawHeaders): void {
    try {
      this.#sink.end(trailers);
    } catch (error) {
      this.#watcher.crashed(error);
    }
  }

  fail(failure: UpstreamFailure): void {
    try {
      this.#watcher.upstreamFailed();
      this.#sink.fail(failure);
    } catch (error) {
      this.#watcher.crashed(error);
    }
  }
}
