import type { DecisionRecord } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import { MemoryTape } from './memory-tape.ts';

const record = (session: string, ordinal: number, arm = '-') =>
  ({ id: `${session}${ordinal}`, session, arm, ordinal, path: '/' }) as DecisionRecord;
const ids = (records: Iterable<DecisionRecord>) => [...records].map(({ id }) => id);

describe('the tape in memory', () => {
  it('keeps the order of each session and drops its oldest beyond the bound', () => {
    const tape = new MemoryTape({ perSession: 3, total: 100 });
    for (let ordinal = 1; ordinal <= 5; ordinal += 1) tape.add(record('a', ordinal));
    tape.add(record('b', 1));
    expect(ids(tape.read({ session: 'a' }))).toEqual(['a3', 'a4', 'a5']);
    expect(tape.evictions).toBe(2);
    expect(tape.size).toBe(4);
  });

  it('drops what was written longest ago when all together are too many', () => {
    const tape = new MemoryTape({ perSession: 10, total: 3 });
    tape.add(record('a', 1));
    tape.add(record('b', 1));
    tape.add(record('a', 2));
    tape.add(record('c', 1));
    expect(ids(tape.read())).toEqual(['a1', 'a2', 'c1']);
    tape.add(record('c', 2));
    expect(ids(tape.read())).toEqual(['a2', 'c1', 'c2']);
    expect(tape.size).toBe(3);
  });

  it('takes fewer records of longer paths, so that nobody fills the memory', () => {
    const tape = new MemoryTape({ perSession: 100, total: 20 });
    for (let ordinal = 1; ordinal <= 9; ordinal += 1) {
      tape.add({ ...record('a', ordinal), path: `/${'x'.repeat(2_048)}` });
    }
    expect(ids(tape.read())).toEqual(['a6', 'a7', 'a8', 'a9']);
    tape.drain();
    for (let ordinal = 1; ordinal <= 30; ordinal += 1) tape.add(record('b', ordinal));
    expect(tape.size).toBe(20);
  });

  it('drains a session once and keeps the rest', () => {
    const tape = new MemoryTape({ perSession: 10, total: 10 });
    tape.add(record('a', 1, 'x'));
    tape.add(record('a', 2, 'y'));
    tape.add(record('b', 1));
    expect(ids(tape.drain({ session: 'a', arm: 'x' }))).toEqual(['a1']);
    expect(ids(tape.drain({ session: 'a' }))).toEqual(['a2']);
    expect(ids(tape.drain({ session: 'a' }))).toEqual([]);
    expect(ids(tape.read())).toEqual(['b1']);
    tape.add(record('b', 2));
    expect(tape.size).toBe(2);
  });

  it('goes on with the oldest that is left where records go while it is read', () => {
    const tape = new MemoryTape({ perSession: 40, total: 1_000 });
    for (let ordinal = 1; ordinal <= 40; ordinal += 1) tape.add(record('a', ordinal));
    const reading = tape.read({ session: 'a' });
    reading.next();
    for (let ordinal = 41; ordinal <= 80; ordinal += 1) tape.add(record('a', ordinal));
    expect(ids(reading)).toEqual(Array.from({ length: 40 }, (_, index) => `a${index + 41}`));
  });

  it('ends a reading whose session is drained meanwhile', () => {
    const tape = new MemoryTape({ perSession: 10, total: 100 });
    for (let ordinal = 1; ordinal <= 5; ordinal += 1) tape.add(record('a', ordinal));
    const reading = tape.read({ session: 'a' });
    reading.next();
    tape.drain({ session: 'a' });
    for (let ordinal = 1; ordinal <= 5; ordinal += 1) tape.add(record('b', ordinal));
    expect(ids(reading)).toEqual([]);
  });

  it('finds a record by its id', () => {
    const engine = testEngine({ rules: [] });
    const { id } = call(engine, { session: 'q' }).record;
    expect(engine.tape.find(id)?.session).toBe('q');
    expect(engine.tape.find('nothing')).toBeUndefined();
  });
});
