import type { FaultSet } from './fault-set.ts';
import type { Reached } from './run-seen.ts';

/** A set that holds, and where it can be extended: what stands on its tape after its last fault. */
export type FrontierNode = { readonly set: FaultSet; readonly next: readonly Reached[] };

/** The nodes of each size, in the order in which they were added. They may be many: not in memory. */
export type Frontier = {
  add(size: number, node: FrontierNode): void | Promise<void>;
  /** Everything of a size that has been added, from the beginning. */
  read(size: number): Iterable<FrontierNode>;
};

/** For tests and small searches. */
export function memoryFrontier(): Frontier {
  const sizes = new Map<number, FrontierNode[]>();
  const of = (size: number): FrontierNode[] => {
    const found = sizes.get(size) ?? [];
    sizes.set(size, found);
    return found;
  };
  return {
    add: (size, node) => void of(size).push(node),
    read: (size) => of(size),
  };
}
