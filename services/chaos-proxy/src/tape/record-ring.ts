import type { Slot } from './record-store.ts';

/** The last records of one session and arm, in order, by their slots. */
export class RecordRing {
  readonly #max: number;
  #slots: Slot[] = [];
  /** Index of the oldest record. */
  #head = 0;
  /** Records that have gone. */
  #gone = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** The oldest record. */
  get first(): Slot | undefined {
    return this.#slots[this.#head];
  }

  get length(): number {
    return this.#slots.length - this.#head;
  }

  /** Adds a record; gives the oldest one where it had to go for it. */
  push(slot: Slot): Slot | undefined {
    const dropped = this.length >= this.#max ? this.shift() : undefined;
    this.#slots.push(slot);
    return dropped;
  }

  /** Drops the oldest record. */
  shift(): Slot | undefined {
    if (this.length === 0) return undefined;
    const oldest = this.#slots[this.#head];
    this.#head += 1;
    this.#gone += 1;
    if (this.#head > 32 && this.#head * 2 > this.#slots.length) {
      this.#slots = this.#slots.slice(this.#head);
      this.#head = 0;
    }
    return oldest;
  }

  /** Goes on with the oldest record that is left where some go in between. */
  *[Symbol.iterator](): Generator<Slot> {
    for (let ordinal = this.#gone; ; ordinal += 1) {
      if (ordinal < this.#gone) ordinal = this.#gone;
      const slot = this.#slots[this.#head + ordinal - this.#gone];
      if (slot === undefined) return;
      yield slot;
    }
  }
}
