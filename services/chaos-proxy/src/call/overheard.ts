import type { AnswerListener } from '../effects/wire-port.ts';
import type { AnswerSink } from '../upstream/forwarder.ts';

/** Passes an answer on, and lets the ledger of effects hear of it first, whatever a fault makes of it. */
export function overheard(sink: AnswerSink, listener: AnswerListener): AnswerSink {
  return {
    interim: (status, headers) => sink.interim(status, headers),
    head(head, flow) {
      listener.head(head.status, head.headers);
      sink.head(head, flow);
    },
    data(chunk) {
      listener.data(chunk);
      sink.data(chunk);
    },
    end(trailers) {
      listener.end();
      sink.end(trailers);
    },
    fail(failure) {
      listener.fail(failure.end);
      sink.fail(failure);
    },
  };
}
