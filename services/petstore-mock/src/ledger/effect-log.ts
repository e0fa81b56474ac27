import type { Effect } from '@chaos-lab/contracts';
import type { Change } from '../state/entities.ts';
import type { Applied } from '../state/store.ts';

/** Who caused an effect, and when. */
export type Cause = {
  readonly requestId: string;
  readonly operation: string;
  readonly idempotencyKey: string | null;
  readonly attempt: number | null;
  readonly traceparent: string | null;
  /** Unix time in ms. */
  readonly at: number;
};

/**
 * Every effect on one store, in order. It holds the values before and after by reference: a store
 * never changes a value in place. Past `limit` effects the older half is dropped and counted.
 */
export class EffectLog {
  readonly #limit: number;
  #effects: Effect[] = [];
  #dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get effects(): readonly Effect[] {
    return this.#effects;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Effects that ever were, the dropped ones among them. */
  get total(): number {
    return this.#dropped + this.#effects.length;
  }

  append(change: Change, applied: Applied, cause: Cause): Effect {
    if (this.#effects.length >= this.#limit) {
      const half = Math.ceil(this.#limit / 2);
      this.#effects.splice(0, half);
      this.#dropped += half;
    }
    const effect: Effect = {
      seq: this.total + 1,
      requestId: cause.requestId,
      operation: cause.operation,
      entity: change.entity,
      entityId: change.id,
      change: applied.kind,
      before: applied.before,
      after: change.after,
      idempotencyKey: cause.idempotencyKey,
      attempt: cause.attempt,
      traceparent: cause.traceparent,
      at: cause.at,
    };
    this.#effects.push(effect);
    return effect;
  }
}
