import { describe, expect, it } from 'vitest';
import { BoundedTally } from './bounded-tally.ts';

describe('a tally of names nobody knows beforehand', () => {
  it('counts by name, most frequent first, equals in the order of their names', () => {
    const tally = new BoundedTally(10);
    for (const name of ['b', 'c', 'a', 'c']) tally.add([name, 'x']);
    expect(tally.entries()).toEqual([
      [['c', 'x'], 2],
      [['a', 'x'], 1],
      [['b', 'x'], 1],
    ]);
  });

  it('keeps its size and loses no count', () => {
    const tally = new BoundedTally(3);
    for (let i = 0; i < 1_000; i += 1) tally.add([`GET /pet/${i}`, 'before']);
    const entries = tally.entries();
    expect(entries).toHaveLength(4);
    expect(entries[0]).toEqual([['other', 'other'], 997]);
    expect(entries.reduce((sum, [, count]) => sum + count, 0)).toBe(1_000);
  });
});
