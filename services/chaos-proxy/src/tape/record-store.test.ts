import {
  CALL_ENDS,
  DECISION_SOURCES,
  type DecisionRecord,
  PHASES,
  REACHES,
  RETRY_SIGNS,
  SUPPRESSIONS,
  WRITE_EFFECTS,
} from '@chaos-lab/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordStore } from './record-store.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const anyRecord: fc.Arbitrary<DecisionRecord> = fc.record({
  v: fc.constant(1 as const),
  id: fc.string(),
  run: fc.string(),
  session: fc.string(),
  arm: fc.string(),
  operation: fc.string(),
  call: fc.integer({ min: 1 }),
  attempt: fc.integer({ min: 1 }),
  retry: orNull(fc.constantFrom(...RETRY_SIGNS)),
  racing: fc.boolean(),
  digest: orNull(fc.string()),
  key: orNull(fc.string()),
  ordinal: fc.integer({ min: 1 }),
  method: fc.string(),
  path: fc.string(),
  rule: orNull(fc.string()),
  rate: finite,
  draws: orNull(fc.tuple(finite, finite, finite, finite)),
  fault: orNull(fc.constant({ kind: 'empty-body' as const, weight: 1, status: 200 })),
  phase: orNull(fc.constantFrom(...PHASES)),
  parameters: fc.dictionary(fc.string(), fc.oneof(finite, fc.string(), fc.boolean())),
  suppressed: orNull(fc.constantFrom(...SUPPRESSIONS)),
  timed: fc.boolean(),
  source: fc.constantFrom(...DECISION_SOURCES),
  traceparent: orNull(fc.string()),
  scenario: fc.option(fc.string(), { nil: undefined }),
  startedAt: finite,
  upstreamStatus: orNull(fc.integer({ min: 100, max: 599 })),
  upstreamMs: orNull(finite),
  status: orNull(fc.integer({ min: 100, max: 599 })),
  durationMs: orNull(finite),
  end: orNull(fc.constantFrom(...CALL_ENDS)),
  reached: orNull(fc.constantFrom(...REACHES)),
  effect: orNull(fc.constantFrom(...WRITE_EFFECTS)),
});

const sample = (id: string): DecisionRecord => ({
  ...(fc.sample(anyRecord, { numRuns: 1, seed: 1 })[0] as DecisionRecord),
  id,
});

describe('the store of records', () => {
  it('gives back what it was given, through columns too', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 8 }), (records) => {
        const store = new RecordStore();
        const slots = records.map((record) => store.add(record));
        slots.forEach((slot, index) => {
          store.complete(slot, records[index] as DecisionRecord);
        });
        expect(slots.map((slot) => store.get(slot))).toEqual(records);
      }),
    );
  });

  it('shows an open record as it is written to, and a complete one as it was', () => {
    const store = new RecordStore();
    const record = sample('a');
    const slot = store.add(record);
    record.status = 201;
    expect(store.get(slot).status).toBe(201);
    store.complete(slot, record);
    record.status = 500;
    expect(store.get(slot).status).toBe(201);
  });

  it('keeps each record apart over many blocks, and uses slots again', () => {
    const store = new RecordStore();
    const kept = new Map<number, string>();
    const add = (id: string): void => {
      const record = sample(id);
      const slot = store.add(record);
      expect(kept.has(slot)).toBe(false);
      store.complete(slot, record);
      kept.set(slot, id);
    };
    for (let i = 0; i < 3_000; i += 1) add(`first-${i}`);
    for (const slot of [...kept.keys()].filter((one) => one % 3 === 0)) {
      store.release(slot);
      kept.delete(slot);
    }
    for (let i = 0; i < 1_000; i += 1) add(`second-${i}`);
    expect(Math.max(...kept.keys())).toBe(2_999);
    for (const [slot, id] of kept) expect(store.get(slot).id).toBe(id);
  });

  it('leaves a slot alone whose record went before its call was over', () => {
    const store = new RecordStore();
    const gone = sample('gone');
    const slot = store.add(gone);
    store.release(slot);
    const next = sample('next');
    expect(store.add(next)).toBe(slot);
    store.complete(slot, gone);
    expect(store.get(slot)).toBe(next);
    store.complete(slot, next);
    store.complete(slot, gone);
    expect(store.get(slot).id).toBe('next');
  });
});
