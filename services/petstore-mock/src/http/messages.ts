/** The head of a request as both doors hand it over. Header names are in lower case. */
export type RequestHead = {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** A whole answer. `operation` is for the metrics. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly operation: string;
};

/** A request whose head is in order and whose body is still to come. */
export type Pending = {
  readonly maxBytes: number;
  /** The answer to the request with this body. */
  finish(body: Uint8Array): Reply;
  /** The answer to a request whose body has more than `maxBytes`. */
  tooLarge(): Reply;
  /** The client went away before its body was whole. */
  abandon(): void;
};

/** The one value of a header; of a repeated one the values as one list, as HTTP defines it. */
export function headerOf(headers: RequestHead['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
