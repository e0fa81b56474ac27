import type { IncomingHttpHeaders } from 'node:http';
import type {
  CallEnd,
  DecisionRecord,
  FaultKind,
  FaultOf,
  Identity,
  Phase,
  Suppression,
} from '@chaos-lab/contracts';

import type { AnswerListener } from './effects/wire-port.ts';

/** What the decision may know of a request: nothing of sockets, arrival order or concurrency. */
export type RequestFacts = {
  readonly method: string;
  /** Path without query, session prefix removed, byte for byte as it came. */
  readonly path: string;
  /** Without its question mark; empty where there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /**
   * The whole body where it is short (64 KiB at most) and the client sends it unasked; empty where
   * there is none. Undefined for one that streams: then the decision is made at the head.
   */
  readonly body?: Buffer | undefined;
  readonly identity: Identity;
  /** `Chaos-Attempt` where the client sent a valid one. */
  readonly attempt: number | undefined;
  readonly traceparent: string | null;
};

/** Named results of the parameter draws, in lab units: `delayMs`, `cutFraction`, `retryAfterS`, ... */
export type FaultParameters = Readonly<Record<string, number | string | boolean>>;

/** One fault that is to be put on the wire. */
export type Injection<K extends FaultKind = FaultKind> = {
  readonly kind: K;
  readonly spec: FaultOf<K>;
  readonly phase: Phase;
  readonly parameters: FaultParameters;
};

/** What came of a call; everything the record learns after the decision. Times in real ms. */
export type CallOutcome = {
  readonly end: CallEnd;
  readonly status: number | null;
  readonly upstreamStatus: number | null;
  readonly upstreamMs: number | null;
  readonly suppressed?: Suppression;
  /** Tokens that the upstream's answer counted; absent where it was not looked into or counted none. */
  readonly usage?: NonNullable<DecisionRecord['usage']>;
};

/** The decision about one request. Its record is on the tape before the socket is touched. */
export type Ruling = {
  readonly record: DecisionRecord;
  readonly injection: Injection | null;
  /** Lab ms that the request waits in a modelled queue and server before it goes on. */
  readonly holdMs: number;
  /** Real ms for lab ms under the time scale of the scenario that this request sees. */
  readonly realMs: (labMs: number) => number;
  /** Whether the response names the fault in `Chaos-Fault`. */
  readonly reveal: boolean;
  /** Whether the answer is kept for a later `stale`; true where the scenario has such a fault. */
  readonly keepAnswers?: boolean;
  /**
   * To be called each time the request leaves for the upstream; the result is to hear of the answer.
   * Only where the request may change something, or asks what may.
   */
  readonly sent?: (() => AnswerListener) | undefined;
  /** A quota that is not used up: fields for the answer's head, and what takes the tokens it counts. */
  readonly ration?: {
    readonly fields: readonly string[];
    readonly charge: (tokens: number) => void;
  };
  /** Completes the record; to be called once, when the call is over. */
  readonly settle: (outcome: CallOutcome) => void;
};

/** Decides about one request. Synchronous: nothing may come between the decision and its record. */
export type Decide = (facts: RequestFacts) => Ruling;
