import type { IncomingHttpHeaders } from 'node:http';
import type { Match } from '@chaos-lab/contracts';

/** What of a request a rule can look at, apart from its arm. */
export type Matchable = {
  readonly facts: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly headers: IncomingHttpHeaders;
    readonly identity: { readonly session: string; readonly arm: string };
  };
  readonly operation: string;
  readonly call: number;
  readonly attempt: number;
  /** The body as JSON; undefined where it is none or was not seen. */
  readonly content: { readonly json: unknown };
};

export type MatchField = Exclude<keyof Match, 'arm'>;

/** The first condition that a request does not meet; null where it meets all. */
export type Condition = (request: Matchable) => MatchField | null;
