import { LRUCache } from 'lru-cache';
import type { WholeAnswer } from '../faults/whole-answer.ts';
import type { AnswerHead, AnswerSink } from '../upstream/forwarder.ts';

const MAX_ANSWERS = 10_000;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The last answer to each request, for `stale`; bounded in number and bytes. */
export class AnswerMemory {
  readonly #answers = new LRUCache<string, WholeAnswer>({
    max: MAX_ANSWERS,
    maxSize: MAX_TOTAL_BYTES,
    maxEntrySize: MAX_ANSWER_BYTES,
    sizeCalculation: ({ body }) => body.length + 1024,
  });

  recall(key: string): WholeAnswer | undefined {
    return this.#answers.get(key);
  }

  /** Passes an answer on to `sink` and then keeps a copy of it. */
  watching(key: string, sink: AnswerSink): AnswerSink {
    let start: AnswerHead | undefined;
    let chunks: Buffer[] = [];
    let bytes = 0;
    return {
      interim: (status, headers) => sink.interim(status, headers),
      head(head, flow) {
        start = head;
        sink.head(head, flow);
      },
      data: (chunk) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk);
        else chunks = [];
        sink.data(chunk);
      },
      end: (trailers) => {
        sink.end(trailers);
        if (start === undefined || bytes > MAX_ANSWER_BYTES) return;
        this.#answers.set(key, { head: start, body: Buffer.concat(chunks), trailers });
      },
      fail: (failure) => sink.fail(failure),
    };
  }
}
