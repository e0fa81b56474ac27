/** What the ledger listens to of one exchange with the upstream: the calls that a sink of answers gets. */
export interface AnswerListener {
  head(status: number, headers: readonly string[]): void;
  data(chunk: Buffer): void;
  end(): void;
  /** `end` says what failed, as the record of the call does. */
  fail(end: string): void;
}
