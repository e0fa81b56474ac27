import type { AnswerHead, RawHeaders } from '../upstream/forwarder.ts';

/** An answer that has arrived to its end. */
export type WholeAnswer = {
  readonly head: AnswerHead;
  readonly body: Buffer;
  readonly trailers: RawHeaders;
};
