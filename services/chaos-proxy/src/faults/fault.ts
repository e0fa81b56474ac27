import type { Socket } from 'node:net';
import type { FAULT_PHASES, FaultKind, FaultOf, Suppression } from '@chaos-lab/contracts';
import type { MadeAnswer } from '../client/client-port.ts';
import type { AnswerSink } from '../upstream/forwarder.ts';
import type { ResponseSchema } from '../openapi/response-schemas.ts';
import type { FaultParameters, Injection } from '../ruling.ts';
import type { WholeAnswer } from './whole-answer.ts';

/** What a fault may do with the call that it was decided for. */
export interface FaultCall {
  readonly method: string;
  /**
   * Does something whose failure is to break this call and nothing else: the door for whatever a
   * fault does in a callback, a timer or a promise.
   */
  run(action: () => void | Promise<void>): void;
  /** The last answer to the same request in its session and arm, where the scenario keeps answers. */
  recall(): WholeAnswer | undefined;
  /**
   * The schema that the OpenAPI document gives an answer of this status to this call; undefined
   * where there is no document or it does not know the operation.
   */
  responseSchema(status: number): ResponseSchema | 'unusable' | undefined;
  /** Unix milliseconds. */
  now(): number;
  /** Gives the real answer to the client, unaltered. */
  readonly relay: AnswerSink;
  /** Lets the request go on as if there were no fault; the client gets the real answer. */
  pass(): void;
  /** Sends the request to the upstream once; the answer goes to the sink. */
  forward(sink: AnswerSink): void;
  /** Notes why the fault does not go out. */
  suppress(reason: Suppression): void;
  /** Notes that what the client gets from here on is the fault's doing. */
  injected(): void;
  /** The request's body where it is in memory, as it is for a fault that needs the whole request; else null. */
  requestBody(): Buffer | null;
  /** Resolves when the request has been read whole; false where the client has gone meanwhile. */
  requestRead(): Promise<boolean>;
  /** Takes one of the bounded places for held connections; suppresses the fault where all are taken. */
  takePlace(): boolean;
  /** Gives the place back before the call is over. */
  freePlace(): void;
  /** Real milliseconds for lab milliseconds. */
  realMs(labMs: number): number;
  /** Waits lab milliseconds; false where the client has gone meanwhile. */
  wait(labMs: number): Promise<boolean>;
  /**
   * The client's connection, as soon as this response is first in line on it and all that was
   * relayed has left the process; null where the client has gone.
   */
  connection(): Promise<Socket | null>;
  /** Sends a complete response of the fault's own. */
  answer(answer: MadeAnswer): void;
  /** Headers that name the fault where the scenario reveals faults, else none. */
  readonly reveal: readonly string[];
}

type Phases<K extends FaultKind> = (typeof FAULT_PHASES)[K][number];

/** Takes the call over; the upstream has not seen the request. */
type Before<K extends FaultKind> = (
  call: FaultCall,
  injection: Injection<K>,
) => void | Promise<void>;

/** Says what becomes of the real answer. */
type OnAnswer<K extends FaultKind> = (call: FaultCall, injection: Injection<K>) => AnswerSink;

/** One kind of fault: a handler for each phase the kind can have, and none for the others. */
export type Fault<K extends FaultKind> = {
  readonly kind: K;
  /** What the two parameter draws in [0, 1) become, in lab units. Pure. */
  readonly parameters: (spec: FaultOf<K>, u2: number, u3: number) => FaultParameters;
  /** Whether the request body has to be in memory, since it is sent more than once. */
  readonly wholeRequest?: true;
} & ('before' extends Phases<K> ? { readonly before: Before<K> } : { readonly before?: never }) &
  ('after' extends Phases<K> ? { readonly after: OnAnswer<K> } : { readonly after?: never }) &
  ('during' extends Phases<K> ? { readonly during: OnAnswer<K> } : { readonly during?: never });

export const NO_PARAMETERS: FaultParameters = Object.freeze({});
