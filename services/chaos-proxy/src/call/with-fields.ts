import { withoutHeaders } from '../faults/answer.ts';
import type { AnswerSink } from '../upstream/forwarder.ts';

/** Passes an answer on with more fields in its head, which take the place of those of their names. */
export function withFields(sink: AnswerSink, fields: readonly string[]): AnswerSink {
  const names = fields.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return {
    interim: (status, headers) => sink.interim(status, headers),
    head(head, flow) {
      const headers = [...withoutHeaders(head.headers, names), ...fields];
      sink.head({ ...head, headers }, flow);
    },
    data: (chunk) => sink.data(chunk),
    end: (trailers) => sink.end(trailers),
    fail: (failure) => sink.fail(failure),
  };
}
