import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

describe('Tally', () => {
  it('counts by name and lists them in one order', () => {
    const tally = new Tally();
    tally.add('timeout');
    tally.add('503', 2);
    tally.add('timeout');
    expect(tally.entries()).toEqual([
      ['503', 2],
      ['timeout', 2],
    ]);
    expect([tally.total, tally.get('reset')]).toEqual([4, 0]);
  });

  it('merges', () => {
    const left = new Tally();
    const right = new Tally();
    left.add('503');
    right.add('503', 4);
    right.add('reset');
    left.merge(right);
    expect([left.get('503'), left.get('reset'), left.total]).toEqual([5, 1, 6]);
  });

  it('refuses to count backwards', () => {
    expect(() => new Tally().add('503', -1)).toThrow('by is -1');
  });
});
