import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import { GroupedCounts } from './stats.ts';
import { wilson } from './wilson.ts';

describe('the Wilson interval', () => {
  it.each([
    [8, 10, 0.4902, 0.9433],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [0, 0, 0, 1],
  ])('%i of %i', (successes, trials, low, high) => {
    const interval = wilson(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe('the statistics of a tape', () => {
  const statsOf = (records: Iterable<Parameters<GroupedCounts['add']>[0]>, by?: 'arm') => {
    const counts = new GroupedCounts(by);
    for (const record of records) counts.add(record);
    return counts;
  };

  it('set the rate asked beside the one delivered, and say what held faults back', () => {
    const engine = testEngine({
      rules: [
        { match: { arm: 'limited' }, faults: [{ kind: 'rate-limit', limit: 3, refillPerS: 1 }] },
        { rate: 0.25, faults: [{ kind: 'reset', phase: 'after' }, { kind: 'hang' }] },
      ],
    });
    for (let index = 0; index < 4_000; index += 1) call(engine, { session: `s-${index % 40}` });
    for (let index = 0; index < 10; index += 1) call(engine, { arm: 'limited' });
    const counts = statsOf(engine.settled, 'arm');
    const { '-': plain, limited } = counts.groups();
    expect(plain?.asked).toEqual({ rate: 0.25, faults: 1_000 });
    expect(plain?.asAsked).toBe(true);
    expect(plain?.decided.low).toBeLessThan(0.25);
    expect(plain?.delivered.count).toBe(plain?.decided.count);
    expect(Object.keys(plain?.faults ?? {})).toEqual(['hang before', 'reset after']);
    expect(limited).toMatchObject({
      decided: { count: 10 },
      delivered: { count: 7 },
      suppressed: { 'tokens-left': 3 },
      timed: 10,
    });
    expect(counts.all.stats().decisions).toBe(4_010);
  });

  it('notice faults that do not come at the rate asked', () => {
    const engine = testEngine({ rules: [{ rate: 0.25, faults: [{ kind: 'hang' }] }] });
    for (let index = 0; index < 1_000; index += 1) call(engine);
    for (const record of engine.settled) record.rate = 0.5;
    expect(statsOf(engine.settled).all.stats().asAsked).toBe(false);
  });
});
