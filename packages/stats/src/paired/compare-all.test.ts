import { describe, expect, it } from 'vitest';
import { compareAll } from './compare-all.ts';
import { comparison } from './comparison.ts';
import { holm } from './holm.ts';

const weak = { both: 59, onlyA: 6, onlyB: 16, neither: 80 };
const strong = { both: 900, onlyA: 20, onlyB: 60, neither: 20 };
const none = { both: 160, onlyA: 0, onlyB: 0, neither: 1 };

describe('compareAll', () => {
  it('holds every verdict against its Holm-adjusted p-value', () => {
    const comparisons = compareAll([weak, strong, none]);
    const plain = [weak, strong, none].map((table) => comparison(table).mcnemar.midP);
    expect(comparisons.map((each) => each.decidingP)).toEqual(holm(plain));
    expect(comparisons.map((each) => each.standing)).toEqual([
      'no significant difference',
      'better',
      'no significant difference',
    ]);
  });

  it('finds in one table what it may not find among three', () => {
    expect(compareAll([weak])[0]?.standing).toBe('better');
  });
});
