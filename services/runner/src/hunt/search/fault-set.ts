import { type Address, addressKey, addressText } from './address.ts';

/** One fault at one address. `fault` is its word: `http-503`, `reset@after`. */
export type PlacedFault = { readonly at: Address; readonly fault: string };

/** Faults at different addresses, in the order in which a run met them. */
export type FaultSet = readonly PlacedFault[];

export const placedKey = ({ at, fault }: PlacedFault): string => `${fault}@@${addressKey(at)}`;

/** A text that is equal for equal sets, whatever the order of their faults. */
export function setKey(set: FaultSet): string {
  return set.map(placedKey).sort().join('\n');
}

/** `reset@after at placeOrder, http-503 at getPet try 2`; `no fault` for the empty set. */
export function setText(set: FaultSet): string {
  if (set.length === 0) return 'no fault';
  return set.map(({ at, fault }) => `${fault} at ${addressText(at)}`).join(', ');
}
