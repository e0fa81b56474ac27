import type { ConfigOf, Failure } from '@chaos-lab/contracts';

/** What to do next about a failed call. Waits are lab ms. */
export type Move =
  /** The step has failed. */
  | { readonly type: 'stop'; readonly escalate: boolean; readonly why: string }
  /** Call again, as it was unless told otherwise. */
  | {
      readonly type: 'retry';
      readonly waitMs: number;
      readonly timeoutMs?: number;
      /** Send a second copy when the first has not been answered for this long. */
      readonly hedgeAfterMs?: number;
    }
  /** Read back whether the write took effect; call again only if it did not. */
  | { readonly type: 'verify'; readonly waitMs: number }
  /** Wait until the breaker lets a trial through; the call had not gone out. */
  | { readonly type: 'await_breaker'; readonly waitMs: number }
  /** Go on with this value as if the call had answered it. */
  | { readonly type: 'answer'; readonly value: unknown }
  /** Undo what the task has done so far; the step has failed. */
  | { readonly type: 'compensate'; readonly config: ConfigOf<'compensate'> };

/** Everything a strategy may know. */
export interface Situation {
  readonly failure: Failure;
  readonly safe: boolean;
  /** The server honours an Idempotency-Key, and the call carried one. */
  readonly keySent: boolean;
  readonly verifiable: boolean;
  /** Retries made under this entry. */
  readonly retries: number;
  /** The last wait decided under this entry, 0 before the first. Lab ms. */
  readonly previousWaitMs: number;
  /** Waits for the breaker in this step. */
  readonly breakerWaits: number;
  /** Lab ms until the breaker of this route lets a trial through, 0 where it is not open. */
  readonly breakerOpenMs: number;
  /** A uniform draw for this retry. */
  readonly draw: () => number;
  /** The last good answer to the same call, not older than lab ms. */
  readonly lastGood: (maxAgeMs: number) => { readonly value: unknown } | undefined;
}

/**
 * One way to recover. `resends` says how a second copy of a write is kept from doing harm: `blind`
 * not at all, `keyed` by the same Idempotency-Key, `verified` by a read-back before it.
 */
export interface Strategy<C> {
  readonly resends: 'never' | 'blind' | 'keyed' | 'verified';
  next(config: C, situation: Situation): Move;
}

export const stop = (why: string): Move => ({ type: 'stop', escalate: false, why });
export const escalate = (why: string): Move => ({ type: 'stop', escalate: true, why });

/** The step fails because an entry's retries are used up. */
export const exhausted = (retries: number): Move => stop(`all ${retries} retries failed`);
