import type { DecisionRecord } from '@chaos-lab/contracts';
import { type Selection, selects, sessionKey } from '../sessions/sessions.ts';
import { RecordRing } from './record-ring.ts';

export type TapeBounds = {
  /** Records kept of one session and arm. */
  readonly perSession: number;
  /** Records kept of all of them together. */
  readonly total: number;
};

/** The records in memory, by session and arm. What exceeds a bound goes oldest first and is counted. */
export class MemoryTape {
  readonly #bounds: TapeBounds;
  /** In the order of the last write, the longest untouched first. */
  readonly #rings = new Map<string, RecordRing>();
  #lastKey: string | undefined;
  #size = 0;
  #evictions = 0;

  constructor(bounds: TapeBounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  add(record: DecisionRecord): void {
    const ring = this.#ringFor(sessionKey(record));
    if (ring.push(record)) this.#evictions += 1;
    else this.#size += 1;
    if (this.#size > this.#bounds.total) this.#dropOne();
  }

  /** The records of a selection, those of one session and arm together and in order. */
  *read(selection: Selection = {}): Generator<DecisionRecord> {
    for (const [, ring] of this.#select(selection)) yield* ring;
  }

  /** Reads and forgets. */
  drain(selection: Selection = {}): DecisionRecord[] {
    const records: DecisionRecord[] = [];
    for (const [key, ring] of this.#select(selection)) {
      for (const record of ring) records.push(record);
      this.#size -= ring.length;
      this.#rings.delete(key);
      if (this.#lastKey === key) this.#lastKey = undefined;
    }
    return records;
  }

  find(id: string): DecisionRecord | undefined {
    for (const record of this.read()) if (record.id === id) return record;
    return undefined;
  }

  #ringFor(key: string): RecordRing {
    let ring = this.#rings.get(key);
    if (ring !== undefined && key === this.#lastKey) return ring;
    if (ring === undefined) ring = new RecordRing(this.#bounds.perSession);
    else this.#rings.delete(key);
    this.#rings.set(key, ring);
    this.#lastKey = key;
    return ring;
  }

  #select(selection: Selection): [string, RecordRing][] {
    const { session, arm } = selection;
    if (session !== undefined && arm !== undefined) {
      const key = sessionKey({ session, arm });
      const ring = this.#rings.get(key);
      return ring === undefined ? [] : [[key, ring]];
    }
    return [...this.#rings].filter(([, ring]) => {
      for (const record of ring) return selects(selection, record);
      return false;
    });
  }

  #dropOne(): void {
    for (const [key, ring] of this.#rings) {
      ring.shift();
      this.#size -= 1;
      this.#evictions += 1;
      if (ring.length === 0) this.#rings.delete(key);
      return;
    }
  }
}
