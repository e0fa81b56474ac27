import { requireCount } from '../foundation/checks.ts';

/** Counts by name. */
export class Tally<K extends string = string> {
  readonly #counts = new Map<K, number>();
  #total = 0;

  add(key: K, by = 1): void {
    requireCount('by', by);
    this.#counts.set(key, this.get(key) + by);
    this.#total += by;
  }

  merge(other: Tally<K>): void {
    for (const [key, count] of other.#counts) this.add(key, count);
  }

  get(key: K): number {
    return this.#counts.get(key) ?? 0;
  }

  get total(): number {
    return this.#total;
  }

  /** In the order of the names' code units, whatever the order they came in. */
  entries(): [K, number][] {
    return [...this.#counts].sort(([x], [y]) => (x < y ? -1 : 1));
  }
}
