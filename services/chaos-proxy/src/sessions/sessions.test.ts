import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import type { RetryMarks } from '../naming/retry-marks.ts';
import { SessionState } from './session-state.ts';
import { Sessions } from './sessions.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const FIRST: RetryMarks = {
  call: undefined,
  attempt: undefined,
  invocation: undefined,
  key: undefined,
  retryCount: 0,
};

/** The number of a call that is over at once, whole and good. */
const count = (state: SessionState, operation: string): number => {
  const calls = state.callsOf(operation);
  const placement = calls.enter(FIRST, undefined);
  calls.leave(placement, true);
  return placement.call.number;
};

describe('sessions', () => {
  it('are bounded: the least recently used goes, and is counted', () => {
    const sessions = new Sessions(2);
    const touch = (session: string) => sessions.touch({ session, arm: '-' }, 0);
    const first = touch('a');
    touch('b');
    expect(touch('a')).toBe(first);
    touch('c');
    expect([...sessions.list()].map(({ identity }) => identity.session)).toEqual(['c', 'a']);
    expect(sessions.evictions).toBe(1);
    expect(touch('b').ordinal).toBe(0);
  });

  it('count calls by operation, within a bound', () => {
    const state = new SessionState({ session: 'a', arm: '-' }, 'a', 0);
    expect([count(state, 'x'), count(state, 'x'), count(state, 'y')]).toEqual([1, 2, 1]);
    for (let index = 0; index < 10_000; index += 1) count(state, `other ${index}`);
    expect(count(state, 'x')).toBe(1);
  });

  it('go, the least recently used first, when their counters take too much memory together', () => {
    const sessions = new Sessions(100, 16_000);
    const countIn = (session: string, operations: number): void => {
      const state = sessions.touch({ session, arm: '-' }, 0);
      for (let index = 0; index < operations; index += 1) count(state, `op ${index}`);
    };
    for (const session of ['a', 'b', 'c', 'd']) countIn(session, 10);
    expect([...sessions.list()].map(({ identity }) => identity.session)).toEqual(['d', 'c']);
    countIn('e', 100);
    expect([...sessions.list()].map(({ identity }) => identity.session)).toEqual(['e']);
    sessions.reset();
    for (const session of ['a', 'b']) countIn(session, 10);
    expect(sessions.size).toBe(2);
  });

  it('a reset of one session leaves the others alone', () => {
    const engine = testEngine({ rules: [] });
    call(engine, { session: 'a' });
    call(engine, { session: 'b' });
    expect(engine.sessions.reset({ session: 'a' })).toBe(1);
    expect(call(engine, { session: 'a' }).record.call).toBe(1);
    expect(call(engine, { session: 'b' }).record.call).toBe(2);
  });
});

describe('a hundred thousand sessions', () => {
  const engine = testEngine(
    {
      rules: [
        {
          rate: 0.5,
          faults: [{ kind: 'reset' }],
          schedule: { type: 'burst', goodToBad: 0.1, badToGood: 0.5 },
        },
      ],
    },
    { maxSessions: 500, tapeBounds: { perSession: 10, total: 700 }, onSettled: () => {} },
  );
  const callAs = (from: number, to: number) => {
    for (let index = from; index < to; index += 1) call(engine, { session: `s-${index}` });
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  it('leave only as much behind as the bounds allow, and the heap where it was', () => {
    const early = callAs(0, 20_000);
    const late = callAs(20_000, 100_000);
    expect(late).toBeLessThan(early * 1.1);
    expect(engine.sessions.size).toBe(500);
    expect(engine.sessions.evictions).toBe(99_500);
    expect(engine.tape.size).toBe(700);
    expect(engine.tape.evictions).toBe(99_300);
  });

  it('would show in the heap if nothing were dropped', () => {
    const hoarder = testEngine(
      { rules: [] },
      { maxSessions: 1_000_000, tapeBounds: { perSession: 10, total: 1_000_000 } },
    );
    const before = callAs(0, 1);
    for (let index = 0; index < 15_000; index += 1) call(hoarder, { session: `h-${index}` });
    expect(callAs(0, 1)).toBeGreaterThan(before * 1.1);
    expect(hoarder.sessions.size).toBe(15_000);
  });
});
