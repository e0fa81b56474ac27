import type { WireError } from './wire-error.ts';

/** What one request came to: the head of an answer that arrived whole, or what broke it. */
export type WireEnd =
  | {
      readonly type: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly type: 'broken'; readonly error: WireError };

/**
 * Rides on the configuration of an axios call and sees every request the call makes, those of
 * axios-retry among them. Extend it: axios copies plain objects but passes instances through.
 */
export abstract class CallWatch {
  /** A request is about to go out; it waits for what is promised. */
  abstract begin(): Beginning | Promise<Beginning>;
  abstract end(end: WireEnd): void;
  /** Ends the request when it fires. */
  abstract readonly signal: AbortSignal | undefined;
}

/** The request's own headers, and how long it may take. */
export interface Beginning {
  readonly headers: Readonly<Record<string, string>>;
  readonly limit: TimeLimit;
}

/** A limit in real milliseconds, and what it is called when it is hit. */
export interface TimeLimit {
  readonly ms: number;
  readonly condition: 'timeout' | 'deadline_exceeded';
}

declare module 'axios' {
  interface AxiosRequestConfig {
    watch?: CallWatch;
  }
}
