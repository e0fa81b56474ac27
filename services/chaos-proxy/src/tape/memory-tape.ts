import type { DecisionRecord } from '@chaos-lab/contracts';
import { LRUCache } from 'lru-cache';
import { sessionKey } from '../sessions/session-key.ts';
import { type Selection, selects } from '../sessions/sessions.ts';
import { RecordRing } from './record-ring.ts';
import { RecordStore, type Slot } from './record-store.ts';

export type TapeBounds = {
  /** Records kept of one session and arm. */
  readonly perSession: number;
  /** Records kept of all of them together; each 512 bytes of a path count as one more. */
  readonly total: number;
};

/** The records in memory, by session and arm. What exceeds a bound goes oldest first and is counted. */
export class MemoryTape {
  readonly #bounds: TapeBounds;
  readonly #records = new RecordStore();
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

  /** Keeps the record of an open call; its place is what `complete` wants to know. */
  add(record: DecisionRecord, key: string = sessionKey(record)): Slot {
    const slot = this.#records.add(record);
    const ring = this.#ringFor(key);
    this.#size += 1;
    this.#weight += weightOf(record.path);
    const dropped = ring.push(slot);
    if (dropped !== undefined) this.#evict(dropped);
    while (this.#weight > this.#bounds.total && this.#size > 1) this.#evictOne();
    return slot;
  }

  /** The call is over: nobody writes to its record any more. */
  complete(slot: Slot, record: DecisionRecord): void {
    this.#records.complete(slot, record);
  }

  /** The records of a selection, those of one session and arm together and in order. */
  *read(selection: Selection = {}): Generator<DecisionRecord> {
    for (const [, ring] of this.#select(selection)) {
      for (const slot of ring) yield this.#records.get(slot);
    }
  }

  /** Reads and forgets. */
  drain(selection: Selection = {}): DecisionRecord[] {
    const records: DecisionRecord[] = [];
    for (const [key, ring] of this.#select(selection)) {
      // One by one off the ring, so that whoever is reading it meanwhile sees its end.
      for (let slot = ring.shift(); slot !== undefined; slot = ring.shift()) {
        records.push(this.#records.get(slot));
        this.#drop(slot);
      }
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
      if (ring === undefined || first === undefined) continue;
      if (selects(selection, this.#records.get(first))) chosen.push([key, ring]);
    }
    return chosen;
  }

  #evictOne(): void {
    for (const key of this.#rings.rkeys()) {
      const ring = this.#rings.peek(key);
      const oldest = ring?.shift();
      if (oldest !== undefined) this.#evict(oldest);
      if (ring?.length === 0) this.#rings.delete(key);
      return;
    }
  }

  #evict(slot: Slot): void {
    this.#drop(slot);
    this.#evictions += 1;
  }

  #drop(slot: Slot): void {
    this.#size -= 1;
    this.#weight -= weightOf(this.#records.pathOf(slot));
    this.#records.release(slot);
  }
}

/** Records by what they weigh in memory: the path is the one part that a client makes long. */
function weightOf(path: string): number {
  return 1 + (path.length >> 9);
}
