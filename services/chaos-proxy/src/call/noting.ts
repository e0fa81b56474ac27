import type { AnswerSink } from '../upstream/forwarder.ts';

/** Passes an answer on and tells on the way of its status, or that the upstream failed. */
export function noting(
  sink: AnswerSink,
  note: { readonly status: (status: number) => void; readonly failed: () => void },
): AnswerSink {
  return {
    interim: (status, headers) => sink.interim(status, headers),
    head(head, flow) {
      note.status(head.status);
      sink.head(head, flow);
    },
    data: (chunk) => sink.data(chunk),
    end: (trailers) => sink.end(trailers),
    fail(failure) {
      note.failed();
      sink.fail(failure);
    },
  };
}
