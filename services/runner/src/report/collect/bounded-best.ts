/** Keeps the first `capacity` items of a stream in the order of `compare`, in memory of that size. */
export class BoundedBest<T> {
  readonly #capacity: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #items: T[] = [];

  constructor(capacity: number, compare: (a: T, b: T) => number) {
    this.#capacity = capacity;
    this.#compare = compare;
  }

  add(item: T): void {
    const last = this.#items.at(-1);
    const full = this.#items.length >= this.#capacity;
    if (full && (last === undefined || this.#compare(item, last) >= 0)) return;
    const at = this.#items.findIndex((kept) => this.#compare(item, kept) < 0);
    this.#items.splice(at < 0 ? this.#items.length : at, 0, item);
    this.#items.length = Math.min(this.#items.length, this.#capacity);
  }

  /** In order; never more than `capacity`. */
  items(): readonly T[] {
    return this.#items;
  }
}
