import type { DecisionRecord } from '@chaos-lab/contracts';

/** The last records of one session and arm, in order. */
export class RecordRing {
  readonly #max: number;
  #records: (DecisionRecord | undefined)[] = [];
  /** Index of the oldest record. */
  #head = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** The oldest record. */
  get first(): DecisionRecord | undefined {
    return this.#records[this.#head];
  }

  get length(): number {
    return this.#records.length - this.#head;
  }

  /** Adds a record; gives the oldest one where it had to go for it. */
  push(record: DecisionRecord): DecisionRecord | undefined {
    const dropped = this.length >= this.#max ? this.shift() : undefined;
    this.#records.push(record);
    return dropped;
  }

  /** Drops the oldest record. */
  shift(): DecisionRecord | undefined {
    if (this.length === 0) return undefined;
    const oldest = this.#records[this.#head];
    this.#records[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 32 && this.#head * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
    return oldest;
  }

  *[Symbol.iterator](): Generator<DecisionRecord> {
    for (let index = this.#head; index < this.#records.length; index += 1) {
      const record = this.#records[index];
      if (record !== undefined) yield record;
    }
  }
}
