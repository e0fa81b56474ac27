/** One call of a recording: what a client asked, and what it got. */
export type ObservedCall = {
  /** Ms since the epoch at which the call began. */
  readonly at: number;
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Ms until the answer was there; null where the recording does not tell. */
  readonly durationMs: number | null;
};

/** What a recording held: calls in the order of their times, and how much could not be used. */
export type Recorded = {
  readonly calls: readonly ObservedCall[];
  /** Lines or entries that are no call, with their 1-based numbers. */
  readonly unread: readonly number[];
};
