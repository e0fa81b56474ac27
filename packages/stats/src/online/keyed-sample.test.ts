import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { KeyedSample } from './keyed-sample.ts';

function sampleOf(keys: readonly number[], options = { capacity: 10, seed: 42 }) {
  const sample = new KeyedSample<number>(options);
  for (const key of keys) sample.add(`s-${key}`, key);
  return sample;
}

const keys = fc.uniqueArray(fc.nat({ max: 1000 }), { maxLength: 120 });

describe('KeyedSample', () => {
  test('the order of arrival decides nothing, not even the order of the sample', () => {
    fc.assert(
      fc.property(keys, (arrived) => {
        const planned = arrived.toSorted((x, y) => x - y);
        expect(sampleOf(arrived).items()).toEqual(sampleOf(planned).items());
      }),
    );
  });

  test('merged parts are the whole', () => {
    fc.assert(
      fc.property(keys, fc.nat(), (all, cut) => {
        const at = all.length === 0 ? 0 : cut % all.length;
        const merged = sampleOf(all.slice(0, at));
        merged.merge(sampleOf(all.slice(at)));
        expect(merged.items()).toEqual(sampleOf(all).items());
        expect(merged.seen).toBe(all.length);
      }),
    );
  });

  it('keeps everything that fits, and then no more than its capacity', () => {
    const few = sampleOf([3, 1, 2]);
    expect(few.items().toSorted((x, y) => x - y)).toEqual([1, 2, 3]);
    const many = sampleOf(Array.from({ length: 5000 }, (_, i) => i));
    expect([many.items().length, many.seen]).toEqual([10, 5000]);
  });

  it('draws another sample for another seed', () => {
    const all = Array.from({ length: 500 }, (_, i) => i);
    const other = sampleOf(all, { capacity: 10, seed: 43 });
    expect(other.items()).not.toEqual(sampleOf(all).items());
  });

  it('takes every key about equally often', () => {
    const all = Array.from({ length: 100 }, (_, i) => i);
    const taken = new Map<number, number>();
    for (let seed = 0; seed < 1000; seed += 1) {
      for (const key of sampleOf(all, { capacity: 10, seed }).items()) {
        taken.set(key, (taken.get(key) ?? 0) + 1);
      }
    }
    // 100 expected of each, with a standard deviation of 9.5; five of them either way.
    for (const key of all) expect(Math.abs((taken.get(key) ?? 0) - 100)).toBeLessThan(48);
  });

  it('refuses an empty capacity', () => {
    expect(() => new KeyedSample({ capacity: 0, seed: 1 })).toThrow('capacity is 0');
  });
});
