import type { DecisionRecord } from '@chaos-lab/contracts';
import { type Selection, selects, sessionKey } from '../sessions/sessions.ts';
import { RecordRing } from './record-ring.ts';

export type TapeBounds = {
  /** Records kept of one session and arm. */
  readonly perSession: number;
  /** Records kept of all of them together; each 512 bytes of a path count as one more. */
  readonly total: number;
};

/** The records in memory, by session and arm. What exceeds a bound goes oldest first and is counted. */
export class MemoryTape {
  readonly #bounds: TapeBounds;
  /** In the order of the last write, the longest untouched first. */
  readonly #rings = new Map<string, RecordRing>();
  #lastKey: string | undefined;
  #size = 0;
  #weight = 0;
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
    this.#size += 1;
    this.#weight += weightOf(record);
    const dropped = ring.push(record);
    if (dropped !== undefined) this.#dropped(dropped);
    while (this.#weight > this.#bounds.total && this.#size > 1) this.#dropOne();
  }

  /** The records of a selection, those of one session and arm together and in order. */
  *read(selection: Selection = {}): Generator<DecisionRecord> {
    for (const [, ring] of this.#select(selection)) yield* ring;
  }

  /** Reads and forgets. */
  drain(selection: Selection = {}): DecisionRecord[] {
    const records: DecisionRecord[] = [];
    for (const [key, ring] of this.#select(selection)) {
      for (const record of ring) {
        records.push(record);
        this.#weight -= weightOf(record);
      }
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
      const oldest = ring.shift();
      if (oldest !== undefined) this.#dropped(oldest);
      if (ring.length === 0) this.#rings.delete(key);
      return;
    }
  }

  #dropped(record: DecisionRecord): void {
    this.#size -= 1;
    this.#weight -= weightOf(record);
    this.#evictions += 1;
  }
}

/** Records by what they weigh in memory: the path is the one part that a client makes long. */
function weightOf({ path }: DecisionRecord): number {
  return 1 + (path.length >> 9);
}
