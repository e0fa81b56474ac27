import { areTransferable } from '../client/answer-text.ts';
import type { ClientPort } from '../client/client-port.ts';
import type {
  AnswerHead,
  AnswerSink,
  Flow,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';
import { failureAnswer } from './problem-answer.ts';

const UNTRANSFERABLE: UpstreamFailure = {
  end: 'upstream-invalid',
  detail: 'the upstream failed: its head has characters that no field may have',
};

/** What the relay tells the call it works for. */
export interface RelayHost {
  readonly port: ClientPort;
  readonly reveal: RawHeaders;
  /** Whether the client waits to be asked for its body. */
  readonly awaitsInvitation: boolean;
  failed(failure: UpstreamFailure): void;
}

/** Gives the real answer to the client as it comes, with the client's pace as back-pressure. */
export class Relay implements AnswerSink {
  readonly #host: RelayHost;
  #flow: Flow | undefined;
  #invited = false;
  #ended = false;

  constructor(host: RelayHost) {
    this.#host = host;
  }

  interim(status: number, headers: RawHeaders): void {
    if (this.#ended) return;
    if (status !== 100) this.#host.port.interim(status, headers);
    else if (this.#host.awaitsInvitation && !this.#invited) {
      this.#invited = true;
      this.#host.port.invite();
    }
  }

  head(head: AnswerHead, flow: Flow): void {
    this.#flow = flow;
    if (this.#ended) return;
    if (areTransferable(head.headers)) {
      this.#host.port.head(head, this.#host.reveal);
      return;
    }
    flow.abort();
    this.fail(UNTRANSFERABLE);
  }

  data(chunk: Buffer): void {
    if (!this.#ended && !this.#host.port.data(chunk)) this.#flow?.pause();
  }

  end(trailers: RawHeaders): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#host.port.end(areTransferable(trailers) ? trailers : []);
  }

  /** A client that has its head already can only be told by breaking its connection. */
  fail(failure: UpstreamFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    const { port } = this.#host;
    this.#host.failed(failure);
    if (port.status === null) port.answer(failureAnswer(failure));
    else port.break();
  }

  drained(): void {
    this.#flow?.resume();
  }
}
