import { type FaultHypothesisInput, faultHypothesesSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { call, testEngine, type TestEngine } from '../testing/test-engine.ts';
import { Hypotheses } from './hypotheses.ts';

const read = (...hypotheses: FaultHypothesisInput[]) =>
  faultHypothesesSchema.parse({ hypotheses }).hypotheses;

const everythingFails = { rules: [{ faults: [{ kind: 'http-error' as const, status: 500 }] }] };

const fateOf = (engine: TestEngine, session: string) => {
  const { record } = call(engine, { session });
  const { call: number, attempt, source, fault, phase } = record;
  return [number, attempt, source, fault?.kind ?? null, phase];
};

describe('a hypothesis', () => {
  it('decides at its addresses, lets the rest of its session through, and nobody else', () => {
    const engine = testEngine(everythingFails);
    const faults = [
      { operation: 'GET /things', attempt: 2, fault: 'reset@after' },
      { operation: 'GET /things', call: 2, fault: 'http-503' },
      { operation: 'GET /things', fault: 'close' },
      { operation: 'GET /never', fault: 'hang' },
    ];
    engine.hypotheses.set(read({ session: 'h', faults }));
    expect([1, 2, 3, 4, 5, 6].map(() => fateOf(engine, 'h'))).toEqual([
      [1, 1, 'hypothesis', 'close', 'before'],
      [1, 2, 'hypothesis', 'reset', 'after'],
      [1, 3, 'hypothesis', null, null],
      [2, 1, 'hypothesis', 'http-error', 'before'],
      [2, 2, 'hypothesis', null, null],
      [3, 1, 'hypothesis', null, null],
    ]);
    expect(fateOf(engine, 'other')).toEqual([1, 1, 'seed', 'http-error', 'before']);
    const [state] = engine.hypotheses.list();
    expect(state?.faults.map(({ fired }) => fired)).toEqual([1, 1, 1, 0]);
  });

  it('draws parameters that are equal in every session', () => {
    const engine = testEngine({ rules: [] });
    const faults = [{ operation: 'GET /things', fault: 'truncate' }];
    engine.hypotheses.set(read({ session: 'a', faults }, { session: 'b', faults }));
    const [a, b] = ['a', 'b'].map((session) => call(engine, { session }).record.parameters);
    expect(a).toEqual({ cutFraction: expect.any(Number) as number });
    expect(b).toEqual(a);
  });

  it('replaces the one before, and goes with its session', () => {
    const engine = testEngine({ rules: [] });
    const fault = { operation: 'GET /things', fault: 'reset' };
    engine.hypotheses.set(read({ session: 'a', faults: [fault] }, { session: 'b', faults: [] }));
    engine.hypotheses.set(read({ session: 'a', faults: [] }));
    expect(fateOf(engine, 'a')).toEqual([1, 1, 'hypothesis', null, null]);
    engine.forget({ session: 'a', arm: '-' });
    expect(engine.hypotheses.size).toBe(1);
    expect(fateOf(engine, 'a')).toEqual([1, 1, 'seed', null, null]);
    engine.reset({});
    expect(engine.hypotheses.size).toBe(0);
  });

  it('is refused whole where a fault is unknown or an address is named twice', () => {
    const hypotheses = new Hypotheses();
    const set = (...faults: FaultHypothesisInput['faults']) =>
      hypotheses.set(read({ session: 'good', faults: [] }, { session: 'bad', faults }));
    expect(() => set({ operation: 'a', fault: 'http-5x' })).toThrow(
      /^\/hypotheses\/1\/faults\/0\/fault: "http-5x": unknown fault: expected one of http-STATUS/,
    );
    expect(() =>
      set({ operation: 'a', fault: 'hang' }, { operation: 'a', call: 1, fault: 'reset' }),
    ).toThrow(/a second fault for attempt 1 of call 1 of a: expected one/);
    expect(hypotheses.size).toBe(0);
  });
});
