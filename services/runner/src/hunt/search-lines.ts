import type { Violation } from '../trial/invariants/index.ts';
import type { Address } from './search/address.ts';
import type { FaultSet } from './search/fault-set.ts';
import type { Reached } from './search/run-seen.ts';

type AddressLine = readonly [operation: string, call: number, attempt: number];
type SetLine = readonly (readonly [...AddressLine, fault: string])[];
type ReachedLine = readonly [...AddressLine, writes: 0 | 1, history: string];
export type StepLine = {
  readonly s: SetLine;
  /** What was reached, from the last fault on. */
  readonly r: readonly ReachedLine[];
  /** Members of the set that did nothing. */
  readonly i: SetLine;
  readonly c: string;
  readonly v: Violation | null;
};
export type NodeLine = { readonly s: SetLine; readonly n: readonly ReachedLine[] };

const addressLine = ({ operation, call, attempt }: Address): AddressLine => [
  operation,
  call,
  attempt,
];
export const setLine = (set: FaultSet): SetLine =>
  set.map(({ at, fault }) => [...addressLine(at), fault] as const);
export const reachedLine = ({ at, writes, history }: Reached): ReachedLine => [
  ...addressLine(at),
  writes ? 1 : 0,
  history,
];
export const setOf = (line: SetLine): FaultSet =>
  line.map(([operation, call, attempt, fault]) => ({ at: { operation, call, attempt }, fault }));
export const reachedOf = ([operation, call, attempt, writes, history]: ReachedLine): Reached => ({
  at: { operation, call, attempt },
  writes: writes === 1,
  history,
});
