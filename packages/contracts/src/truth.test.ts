import { describe, expect, it } from 'vitest';
import { inconsistencies, type Truth, verdictOf } from './truth.ts';

const clean: Truth = {
  effects: 0,
  duplicates: 0,
  orphans: 0,
  lostUpdates: 0,
  complete: false,
  clean: true,
};
const complete = { ...clean, effects: 2, complete: true, clean: false };
const partial = { ...clean, effects: 1, orphans: 1, clean: false };
const doubled = { ...complete, duplicates: 1, complete: false };

describe('the verdict of a run', () => {
  it.each([
    ['claims success, the effect stands', true, complete, 'verified_success'],
    ['claims failure, nothing stands', false, clean, 'correct_failure'],
    ['claims failure, the effect stands', false, complete, 'false_failure'],
    ['claims success, nothing stands', true, clean, 'false_success'],
    ['claims success, half of it stands', true, partial, 'false_success'],
    ['claims failure, half of it stands', false, partial, 'corrupted'],
    ['claims success, the order stands twice', true, doubled, 'corrupted'],
    ['claims failure, the order stands twice', false, doubled, 'corrupted'],
    ['claims success over a lost update', true, { ...complete, lostUpdates: 1 }, 'corrupted'],
  ] as const)('%s', (_, claim, truth, verdict) => {
    expect(verdictOf(claim, truth)).toBe(verdict);
  });

  it('counts every kind of inconsistency', () => {
    expect(inconsistencies({ ...clean, duplicates: 1, orphans: 2, lostUpdates: 4 })).toBe(7);
  });
});
