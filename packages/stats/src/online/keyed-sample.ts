import { hash } from 'node:crypto';
import { requireCount } from '../foundation/checks.ts';

interface Entry<T> {
  readonly priority: string;
  readonly key: string;
  readonly item: T;
}

/**
 * A uniform random sample of at most `capacity` items of a stream: those whose keys hash lowest.
 * Which items stay depends on seed and keys alone, not on the order of arrival, so every concurrency
 * keeps the same sample and samples merge exactly. Keys must be distinct.
 * Source: Cohen and Kaplan (2007), bottom-k sketches.
 */
export class KeyedSample<T> {
  readonly #capacity: number;
  readonly #seed: number;
  #entries: Entry<T>[] = [];
  #threshold: string | undefined;
  #seen = 0;

  constructor(options: { readonly capacity: number; readonly seed: number }) {
    requireCount('capacity', options.capacity, 1);
    requireCount('seed', options.seed);
    this.#capacity = options.capacity;
    this.#seed = options.seed;
  }

  add(key: string, item: T): void {
    this.#seen += 1;
    this.#keep({ priority: hash('sha256', `${this.#seed}\n${key}`), key, item });
  }

  /** Takes in a sample of other keys that was made with the same seed and capacity. */
  merge(other: KeyedSample<T>): void {
    this.#seen += other.#seen;
    for (const entry of other.#entries) this.#keep(entry);
  }

  /** How many items were offered. */
  get seen(): number {
    return this.#seen;
  }

  /** The sample, in an order that seed and keys alone decide. */
  items(): T[] {
    this.#trim();
    return this.#entries.map((entry) => entry.item);
  }

  #keep(entry: Entry<T>): void {
    if (this.#threshold !== undefined && entry.priority >= this.#threshold) return;
    this.#entries.push(entry);
    // Room for as many again, so that trimming is rare and memory stays bounded.
    if (this.#entries.length >= 2 * this.#capacity) this.#trim();
  }

  #trim(): void {
    this.#entries.sort((x, y) => (x.priority < y.priority ? -1 : 1));
    this.#entries.length = Math.min(this.#entries.length, this.#capacity);
    if (this.#entries.length === this.#capacity) this.#threshold = this.#entries.at(-1)?.priority;
  }
}
