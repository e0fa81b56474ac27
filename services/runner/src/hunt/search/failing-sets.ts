import { type FaultSet, placedKey } from './fault-set.ts';

/** The sets that were seen to break the client, and whether another one contains one of them. */
export class FailingSets {
  readonly #keys = new Set<string>();

  get size(): number {
    return this.#keys.size;
  }

  add(set: FaultSet): void {
    this.#keys.add(keyOf(set.map(placedKey)));
  }

  /** True where a subset of `set`, or itself, is known to fail. Looks at all 2^n subsets: n is small. */
  covers(set: FaultSet): boolean {
    if (this.#keys.size === 0) return false;
    const keys = set.map(placedKey).sort();
    for (let mask = 1; mask < 2 ** keys.length; mask += 1) {
      if (this.#keys.has(keyOf(keys.filter((_, index) => (mask & (1 << index)) !== 0))))
        return true;
    }
    return false;
  }
}

const keyOf = (keys: readonly string[]): string => keys.toSorted().join('\n');
