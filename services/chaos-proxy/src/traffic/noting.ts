import type { AnswerSink } from '../forward/forwarder.ts';

/** Passes an answer on and tells its status on the way. */
export function noting(sink: AnswerSink, note: (status: number) => void): AnswerSink {
  return {
    interim: (status, headers) => sink.interim(status, headers),
    head(head, flow) {
      note(head.status);
      sink.head(head, flow);
    },
    data: (chunk) => sink.data(chunk),
    end: (trailers) => sink.end(trailers),
    fail: (failure) => sink.fail(failure),
  };
}
