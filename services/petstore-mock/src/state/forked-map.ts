const GONE = Symbol('gone');

/**
 * A map that starts as another one and keeps only what differs from it. The base is shared by every
 * fork and never written; a fork that changes nothing costs one object.
 */
export class ForkedMap<K, V extends object> {
  readonly #base: ReadonlyMap<K, V>;
  #own: Map<K, V | typeof GONE> | undefined;

  constructor(base: ReadonlyMap<K, V>) {
    this.#base = base;
  }

  get(key: K): V | undefined {
    const own = this.#own?.get(key);
    if (own === undefined) return this.#base.get(key);
    return own === GONE ? undefined : own;
  }

  set(key: K, value: V): void {
    this.#own ??= new Map();
    this.#own.set(key, value);
  }

  delete(key: K): void {
    if (this.#base.has(key)) {
      this.#own ??= new Map();
      this.#own.set(key, GONE);
    } else {
      this.#own?.delete(key);
    }
  }

  /** Every value: those of the base in their order, then the others in the order they came. */
  *values(): IterableIterator<V> {
    for (const [key, value] of this.#base) {
      const own = this.#own?.get(key) ?? value;
      if (own !== GONE) yield own;
    }
    if (this.#own === undefined) return;
    for (const [key, value] of this.#own) {
      if (value !== GONE && !this.#base.has(key)) yield value;
    }
  }
}
