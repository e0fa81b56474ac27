import type { Identity } from '@chaos-lab/contracts';
import { LRUCache } from 'lru-cache';
import type { Scope } from '../schedules/gate.ts';
import { ScopeState } from './scope-state.ts';
import { sessionKey } from './session-key.ts';
import { SessionState } from './session-state.ts';

/** Which sessions and arms: undefined stands for all of them. */
export type Selection = {
  readonly session?: string | undefined;
  readonly arm?: string | undefined;
};

const MAX_ARMS = 1_024;

/** Counters of all sessions together, in bytes; beyond it the sessions used least recently go. */
const MAX_COUNTED = 64 * 1024 * 1024;

/** The states of the sessions seen last; older ones are dropped and counted. */
export class Sessions {
  readonly #states: LRUCache<string, SessionState>;
  readonly #arms = new LRUCache<string, ScopeState>({ max: MAX_ARMS });
  #everybody: ScopeState | undefined;
  /** The one used last, which is where the cache has it first. */
  #last: SessionState | undefined;
  #evictions = 0;
  #counted = 0;
  readonly #maxCounted: number;

  constructor(max: number, maxCounted = MAX_COUNTED) {
    this.#maxCounted = maxCounted;
    this.#states = new LRUCache({
      max,
      dispose: (state, _key, reason) => {
        this.#counted -= state.counted;
        if (state === this.#last) this.#last = undefined;
        if (reason === 'evict') this.#evictions += 1;
      },
    });
  }

  get size(): number {
    return this.#states.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  /** The state of one session and arm, made at its first request. */
  touch(identity: Identity, now: number): SessionState {
    let state = this.#last;
    if (state === undefined || !isSame(state.identity, identity)) {
      const key = sessionKey(identity);
      state = this.#states.get(key);
      if (state === undefined) {
        state = new SessionState(identity, key, now, this.#grow);
        this.#states.set(key, state);
      }
      this.#last = state;
    }
    state.lastAt = now;
    return state;
  }

  readonly #grow = (bytes: number): void => {
    this.#counted += bytes;
    while (this.#counted > this.#maxCounted && this.#states.size > 1) this.#states.pop();
  };

  /** The state that the scope of a rule shares, made at the first request that meets the rule. */
  scope(scope: Scope, state: SessionState, now: number): ScopeState {
    if (scope === 'session') return state;
    if (scope === 'global') {
      this.#everybody ??= new ScopeState(now);
      return this.#everybody;
    }
    const { arm } = state.identity;
    let shared = this.#arms.get(arm);
    if (shared === undefined) {
      shared = new ScopeState(now);
      this.#arms.set(arm, shared);
    }
    return shared;
  }

  /** Most recently used first. */
  *list(selection: Selection = {}): Generator<SessionState> {
    for (const state of this.#states.values()) {
      if (selects(selection, state.identity)) yield state;
    }
  }

  /** Forgets counters and clocks, those of arms and of everybody too where no session is named. */
  reset(selection: Selection = {}): number {
    const chosen = [...this.list(selection)];
    for (const state of chosen) this.#states.delete(state.key);
    if (selection.session === undefined) {
      if (selection.arm === undefined) {
        this.#arms.clear();
        this.#everybody = undefined;
      } else {
        this.#arms.delete(selection.arm);
      }
    }
    return chosen.length;
  }
}

function isSame(one: Identity, other: Identity): boolean {
  return one === other || (one.session === other.session && one.arm === other.arm);
}

export function selects(selection: Selection, identity: Identity): boolean {
  return (
    (selection.session === undefined || selection.session === identity.session) &&
    (selection.arm === undefined || selection.arm === identity.arm)
  );
}
