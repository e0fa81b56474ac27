import type { Address } from './address.ts';
import type { FaultSet } from './fault-set.ts';

/** A request on the tape, as the search sees it. */
export type Reached = {
  readonly at: Address;
  /** Whether the request could have changed the upstream. */
  readonly writes: boolean;
  /**
   * A digest of everything before it on the tape and of the request: equal in two runs that met the
   * same faults so far, unless the client does not repeat itself.
   */
  readonly history: string;
};

/** What the search needs to know of a run under a set of faults. */
export type RunSeen<V> = {
  /** Each address once, in the order of its first request. */
  readonly reached: readonly Reached[];
  /**
   * Members of the set whose request was made and answered as if there were no fault, by the nature of
   * that request: a body that is not there cannot be cut.
   */
  readonly inert: FaultSet;
  /** What became of the run and what followed the last fault; equal texts mean the same to `--quick`. */
  readonly continuation: string;
  /** Null where every invariant held. */
  readonly violation: V | null;
};

/** Lets the client do its task once under a set of faults. */
export type RunHypothesis<V> = (set: FaultSet) => Promise<RunSeen<V>>;
