import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedBest } from './bounded-best.ts';

const ascending = (a: number, b: number): number => a - b;

describe('the best of a stream', () => {
  it('is the head of the sorted stream, and never longer than its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 0, max: 7 }), (numbers, capacity) => {
        const best = new BoundedBest(capacity, ascending);
        for (const number of numbers) {
          best.add(number);
          expect(best.items().length).toBeLessThanOrEqual(capacity);
        }
        expect(best.items()).toEqual(numbers.toSorted(ascending).slice(0, capacity));
      }),
    );
  });

  it('keeps the earlier of two equals', () => {
    const best = new BoundedBest<{ rank: number; name: string }>(1, (a, b) => a.rank - b.rank);
    best.add({ rank: 1, name: 'first' });
    best.add({ rank: 1, name: 'second' });
    expect(best.items()[0]?.name).toBe('first');
  });
});
