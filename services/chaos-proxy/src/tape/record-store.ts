import type { DecisionRecord } from '@chaos-lab/contracts';
import { RecordColumns, ROW_BITS } from './record-columns.ts';

/** Where a record is kept, until it is released. */
export type Slot = number;

const ROW_MASK = (1 << ROW_BITS) - 1;

/**
 * Holds records by slot: those of open calls as they are, since their calls complete them, and the
 * others in columns. Blocks of columns are added as they are needed; slots are used again.
 */
export class RecordStore {
  readonly #blocks: RecordColumns[] = [];
  /** The records that are still written to; undefined where the columns have them. */
  readonly #open: (DecisionRecord | undefined)[] = [];
  readonly #free: Slot[] = [];
  #next: Slot = 0;

  add(record: DecisionRecord): Slot {
    const slot = this.#free.pop() ?? this.#next++;
    this.#open[slot] = record;
    return slot;
  }

  /** Takes a record as complete. One whose slot was released meanwhile is none of its business. */
  complete(slot: Slot, record: DecisionRecord): void {
    if (this.#open[slot] !== record) return;
    this.#open[slot] = undefined;
    this.#block(slot).write(slot & ROW_MASK, record);
  }

  /** The record itself while its call is open, else an equal one. */
  get(slot: Slot): DecisionRecord {
    return this.#open[slot] ?? this.#block(slot).read(slot & ROW_MASK);
  }

  pathOf(slot: Slot): string {
    return this.#open[slot]?.path ?? this.#block(slot).pathOf(slot & ROW_MASK);
  }

  release(slot: Slot): void {
    if (this.#open[slot] === undefined) this.#block(slot).clear(slot & ROW_MASK);
    else this.#open[slot] = undefined;
    this.#free.push(slot);
  }

  #block(slot: Slot): RecordColumns {
    return (this.#blocks[slot >> ROW_BITS] ??= new RecordColumns());
  }
}
