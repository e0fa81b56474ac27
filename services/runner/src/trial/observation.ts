import type { CallEffects, DecisionRecord, Truth, VaryingBody } from '@chaos-lab/contracts';
import type { FaultSet } from '../hunt/search/fault-set.ts';
import type { ClientEnd } from './client-end.ts';

/** What a run without faults does: what others are compared with. */
export type CalmRun = {
  /** Requests that it makes. */
  readonly requests: number;
  /** By operation: calls that it makes. */
  readonly calls: ReadonlyMap<string, number>;
  /** By operation: calls that leave an effect. */
  readonly effects: ReadonlyMap<string, number>;
};

/** All that is known of one run. */
export type Observation = {
  readonly session: string;
  /** What it was to meet. */
  readonly set: FaultSet;
  readonly end: ClientEnd;
  /** Its requests, in the order in which they came. */
  readonly records: readonly DecisionRecord[];
  /** What the proxy saw it do to the upstream. */
  readonly calls: readonly CallEffects[];
  /** Bodies that differ from try to try, so that a try may not look like one. */
  readonly varying: readonly VaryingBody[];
  readonly truth: Truth;
  readonly calm: CalmRun;
};

/** Whether the fault of a request went out. */
export const wasFaulted = ({ fault, suppressed }: DecisionRecord): boolean =>
  fault !== null && suppressed === null;
