import type { DecisionRecord } from '@chaos-lab/contracts';
import { LRUCache } from 'lru-cache';
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
  /** By the time of the last write. Each ring holds a record, so that their number is bounded too. */
  readonly #rings: LRUCache<string, RecordRing>;
  #size = 0;
  #weight = 0;
  #evictions = 0;

  constructor(bounds: TapeBounds) {
    this.#bounds = bounds;
    this.#rings = new LRUCache({ max: bounds.total + 1 });
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
    }
    return records;
  }

  find(id: string): DecisionRecord | undefined {
    for (const record of this.read()) if (record.id === id) return record;
    return undefined;
  }

  #ringFor(key: string): RecordRing {
    const known = this.#rings.get(key);
    if (known !== undefined) return known;
    const ring = new RecordRing(this.#bounds.perSession);
    this.#rings.set(key, ring);
    return ring;
  }

  #select(selection: Selection): [string, RecordRing][] {
    const { session, arm } = selection;
    if (session !== undefined && arm !== undefined) {
      const key = sessionKey({ session, arm });
      const ring = this.#rings.peek(key);
      return ring === undefined ? [] : [[key, ring]];
    }
    const chosen: [string, RecordRing][] = [];
    for (const key of this.#rings.rkeys()) {
      const ring = this.#rings.peek(key);
      const first = ring?.first;
      if (ring !== undefined && first !== undefined && selects(selection, first)) {
        chosen.push([key, ring]);
      }
    }
    return chosen;
  }

  #dropOne(): void {
    for (const key of this.#rings.rkeys()) {
      const ring = this.#rings.peek(key);
      const oldest = ring?.shift();
      if (oldest !== undefined) this.#dropped(oldest);
      if (ring?.length === 0) this.#rings.delete(key);
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
